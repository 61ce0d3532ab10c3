import { REVIEW_TABS, type ReviewTab } from '../../../src/renderer/state/ui-store.ts';
import type { ConsolePage } from '../pages/console-page.ts';

/** One thing that a seat can show, how to come to it and how to leave it. */
export interface View {
  readonly name: string;
  /** What it shows that no view before it has shown, as a selector. */
  readonly part: string;
  open(seat: ConsolePage): Promise<void>;
  close(seat: ConsolePage): Promise<void>;
}

const GONE = { state: 'detached' } as const;

/** Everything a command seat can show, in an order in which each begins where the one before ended. */
export const VIEWS: readonly View[] = [
  tab('checkpoints', 0),
  tab('drones', 1),
  tab('sources', 2),
  {
    name: 'layers',
    part: '.layer-menu',
    open: async (seat) => {
      await seat.page.keyboard.press('l');
      await seat.layerMenu.waitFor();
    },
    close: async (seat) => await seat.page.keyboard.press('l'),
  },
  {
    name: 'measure',
    part: '.measure-card',
    open: async (seat) => {
      await seat.page.keyboard.press('k');
      await seat.measureCard.waitFor();
    },
    close: async (seat) => await seat.page.keyboard.press('k'),
  },
  {
    name: 'place card',
    part: '.map-pane',
    open: async (seat) => {
      await seat.page.keyboard.press('1');
      await seat.map.hover({ position: { x: 380, y: 300 } });
    },
    close: async (seat) => await seat.page.keyboard.press('Escape'),
  },
  dialog('search', '/'),
  dialog('palette', 'Control+k'),
  dialog('help', 'Shift+?'),
  dialog('sessions', 'w'),
  dialog('bookmark', 'm'),
  {
    name: 'history',
    part: '.history',
    open: async (seat) => {
      await seat.page.keyboard.press('1');
      await seat.page.keyboard.press('e');
      await seat.page.locator('.history').waitFor();
    },
    close: async (seat) => await seat.page.keyboard.press('Escape'),
  },
  {
    // The first order of a seat asks for a name.
    name: 'take over',
    part: 'dialog',
    open: async (seat) => {
      await seat.page.keyboard.press('t');
      await seat.dialog.waitFor();
    },
    close: async (seat) => {
      await seat.fillName('Lin');
      await seat.dialog.waitFor({ state: 'detached' });
    },
  },
  {
    name: 'order',
    part: 'dialog',
    open: async (seat) => {
      await seat.page.keyboard.press('c');
      await seat.dialog.waitFor();
    },
    close: async () => {},
  },
  {
    name: 'order review',
    part: 'dialog',
    open: async (seat) => {
      await seat.dialog.locator('input[name="mode"][value="oneWayOut"]').check();
      await seat.dialog.locator('button.primary').click();
      await seat.sentence.waitFor();
    },
    close: closeDialog,
  },
  firstStep('broadcast', 'b'),
  secondStep('broadcast review', async (seat) => {
    await seat.dialog.locator('.presets button').first().click();
  }),
  firstStep('warning', 'p'),
  secondStep('warning review', async () => {}),
  {
    name: 'no timeline',
    part: '.timeline',
    open: async (seat) => await seat.page.keyboard.press('y'),
    close: async (seat) => await seat.page.keyboard.press('y'),
  },
  {
    name: 'wall',
    part: '.wall',
    open: async (seat) => {
      await seat.page.keyboard.press('v');
      await seat.page.locator('.wall').waitFor();
    },
    close: async () => {},
  },
  {
    name: 'review',
    part: '.review-panel',
    open: async (seat) => {
      await seat.page.keyboard.press('v');
      await seat.page.locator('.layout-review').waitFor();
    },
    close: async (seat) => {
      // Round to the command seat again.
      while ((await seat.page.locator('.layout-command').count()) === 0) {
        await seat.page.keyboard.press('v');
      }
    },
  },
];

/** What a seat of a live session shows beside it, once somebody has taken over. */
export const LIVE_VIEWS: readonly View[] = [
  {
    name: 'live sources',
    part: '.right-panel',
    open: async (seat) => {
      await seat.takeOver('Lin');
      await seat.dialog.waitFor(GONE);
      await seat.page.getByRole('tab').nth(2).click();
      await seat.page.locator('.feed').first().waitFor();
    },
    close: async () => {},
  },
  {
    name: 'feed',
    part: 'dialog',
    open: async (seat) => {
      await seat.page.locator('.feed').first().getByRole('button').click();
      await seat.dialog.getByRole('tab').nth(1).click();
      await seat.dialog.locator('.feed-settings').waitFor();
    },
    close: closeDialog,
  },
  {
    name: 'import map',
    part: 'dialog',
    open: async (seat) => {
      await seat.page.keyboard.press('l');
      await seat.page.locator('.imported-maps').getByRole('button').click();
      await seat.dialog.waitFor();
    },
    close: async (seat) => {
      await closeDialog(seat);
      await seat.page.keyboard.press('l');
    },
  },
];

/** What a planner's seat shows beside it. */
export const PLANNER_VIEWS: readonly View[] = [
  planner('run', 0, '.planner-form'),
  planner('results', 1, '.headline-figures'),
  planner('compare', 2, '.planner-body'),
  planner('checks', 3, '.verdict'),
  {
    name: 'planner fork',
    part: 'dialog',
    open: async (seat) => {
      await seat.page.locator('.planner-panel').getByRole('tab').first().click();
      await seat.page.locator('.rehearsal-card .field-row button').nth(1).click();
      await seat.dialog.waitFor();
    },
    close: closeDialog,
  },
];

/** What a reviewer's seat shows beside it, on a recording. */
export const REVIEW_VIEWS: readonly View[] = [
  ...REVIEW_TABS.map(reviewTab),
  dialog('compare', 'Shift+S'),
];

function reviewTab(name: ReviewTab, index: number): View {
  return {
    name: `review ${name}`,
    part: '.review-panel',
    open: async (seat) => {
      const panel = seat.page.locator('.review-panel');
      await panel.getByRole('tab').nth(index).click();
      // Figures are computed from the file first; bookmarks are there at once.
      if (name !== 'marks') await panel.locator('.tab-body > .empty[role="status"]').waitFor(GONE);
    },
    close: async () => {},
  };
}

function planner(name: string, index: number, shown: string): View {
  return {
    name: `planner ${name}`,
    part: '.planner-panel',
    open: async (seat) => {
      const panel = seat.page.locator('.planner-panel');
      await panel.getByRole('tab').nth(index).click();
      await panel.locator(shown).first().waitFor();
    },
    close: async () => {},
  };
}

function tab(name: string, index: number): View {
  return {
    name,
    part: '.right-panel',
    open: async (seat) => await seat.page.getByRole('tab').nth(index).click(),
    close: async (seat) => await seat.page.getByRole('tab').first().click(),
  };
}

function dialog(name: string, key: string): View {
  return {
    name,
    part: 'dialog',
    open: async (seat) => {
      await seat.page.keyboard.press(key);
      await seat.dialog.waitFor();
    },
    close: closeDialog,
  };
}

/** An order's first step; its second follows without the dialog having been closed. */
function firstStep(name: string, key: string): View {
  return { ...dialog(name, key), close: async () => {} };
}

function secondStep(name: string, fillIn: (seat: ConsolePage) => Promise<void>): View {
  return {
    name,
    part: 'dialog',
    open: async (seat) => {
      await fillIn(seat);
      await seat.dialog.locator('button.primary').click();
      await seat.sentence.waitFor();
    },
    close: closeDialog,
  };
}

async function closeDialog(seat: ConsolePage): Promise<void> {
  await seat.page.keyboard.press('Escape');
  await seat.dialog.waitFor(GONE);
}
