import { expect, type Locator, type Page } from '@playwright/test';

export type CounterName = 'framesDrawn' | 'framesReceived' | 'reactCommits' | 'entries';

/** The command seat as its user meets it; tests speak to it and never to the page's structure. */
export class ConsolePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens a seat and waits until it shows its session and has drawn a density frame. */
  async open(
    origin: string,
    { lang = 'en', role = 'commander' }: { lang?: 'zh' | 'en'; role?: string } = {},
  ): Promise<void> {
    await this.page.goto(`${origin}/?lang=${lang}&role=${role}`);
    // On a machine that others use, the first picture takes its time.
    await this.places.first().waitFor({ timeout: 60_000 });
    await this.countTo('framesDrawn', 1);
  }

  async count(name: CounterName): Promise<number> {
    return await this.page.evaluate((counter) => {
      const counters = (window as { anlanCounters?: Record<string, number> }).anlanCounters;
      return counters?.[counter] ?? 0;
    }, name);
  }

  /** Waits until a counter has reached `least`: the app's own progress, never time. */
  async countTo(name: CounterName, least: number): Promise<void> {
    await expect.poll(() => this.count(name), { timeout: 60_000 }).toBeGreaterThanOrEqual(least);
  }

  /** Zones and hot-spots, worst first. */
  get places(): Locator {
    return this.page.locator('.place');
  }

  place(name: string): Locator {
    return this.places.filter({ hasText: name });
  }

  /** A key figure by its label. */
  figure(label: string): Locator {
    return this.page.locator('.figure').filter({ hasText: label });
  }

  get modeBanner(): Locator {
    return this.page.locator('.mode-banner');
  }

  /** What has the focus: whether that is seen, and in which of some parts of the page it stands. */
  async focused(parts: readonly string[] = []) {
    return await this.page.evaluate((all) => {
      const at = document.activeElement ?? document.body;
      const style = getComputedStyle(at);
      return {
        within: all.filter((part) => at.closest(part) !== null),
        // The page itself is where the round begins and ends.
        outlined: at === document.body || Number.parseFloat(style.outlineWidth) >= 1,
        what: at.outerHTML.slice(0, 200),
      };
    }, parts);
  }

  /** Goes on by Tab until what fits the selector has the focus; false when nothing does within many stops. */
  async tabTo(selector: string): Promise<boolean> {
    for (let stop = 0; stop < 60; stop++) {
      const { within } = await this.focused([selector]);
      if (within.length > 0) return true;
      await this.page.keyboard.press('Tab');
    }
    return false;
  }

  /** Every word that is seen with the height of its letters' box on the screen; on the map the smallest label. */
  async wordSizes(): Promise<readonly { text: string; of: string; px: number }[]> {
    return await this.page.evaluate(() => {
      const host = document.querySelector<HTMLElement>('.map-host');
      const enlarged = host ? host.getBoundingClientRect().width / host.offsetWidth : 1;
      const seen = [...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) => {
        const text = [...element.childNodes]
          .filter((node) => node.nodeType === Node.TEXT_NODE)
          .map((node) => node.textContent ?? '')
          .join('')
          .trim();
        const style = getComputedStyle(element);
        const { width } = element.getBoundingClientRect();
        if (text === '' || width <= 1 || !element.checkVisibility()) return [];
        // In a drawing a word is as large as the drawing is.
        const drawing = element.closest('svg');
        const scale = drawing
          ? drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width
          : element.currentCSSZoom * (host?.contains(element) ? enlarged : 1);
        return [
          {
            text,
            of: `${element.getAttribute('class')}`,
            px: Number.parseFloat(style.fontSize) * scale,
          },
        ];
      });
      return [...seen, { text: 'a label of the map', of: 'map', px: 12 * enlarged }];
    });
  }

  get linkState(): Locator {
    return this.page.locator('.link');
  }

  get clock(): Locator {
    return this.page.locator('.clock');
  }

  /** The map itself, without the legend below it. */
  get map(): Locator {
    return this.page.locator('.map-frame');
  }

  get legend(): Locator {
    return this.page.locator('.legend');
  }

  /** What the pointer rests on. */
  get card(): Locator {
    return this.page.locator('.hover-card');
  }

  get layerMenu(): Locator {
    return this.page.locator('.layer-menu');
  }

  get measureCard(): Locator {
    return this.page.locator('.measure-card');
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name });
  }

  /** The row of a checkpoint in view of the list. */
  checkpoint(number: number): Locator {
    const row = this.page.locator('.checkpoint-row');
    return row.filter({
      has: this.page.locator('.number', { hasText: new RegExp(`^${number}$`) }),
    });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** What the open order dialog says goes out. */
  get sentence(): Locator {
    return this.dialog.locator('.sentence');
  }

  /** How the order ended; before that, that it is under way. */
  get outcome(): Locator {
    return this.dialog.getByRole('status');
  }

  get failure(): Locator {
    return this.dialog.getByRole('alert');
  }

  async takeOver(name: string): Promise<void> {
    await this.page.keyboard.press('t');
    await this.fillName(name);
  }

  /** Answers the dialog that asks who commands. */
  async fillName(name: string): Promise<void> {
    await this.dialog.getByRole('textbox').fill(name);
    await this.dialog.locator('button.primary').click();
  }

  /** First step of an order: chooses the checkpoint and its new mode, and asks to check it. */
  async chooseOrder(number: number, mode: string, rate?: number): Promise<void> {
    await this.checkpoint(number).click();
    await this.page.keyboard.press('c');
    await this.dialog.locator(`input[name="mode"][value="${mode}"]`).check();
    if (rate !== undefined) await this.dialog.getByRole('spinbutton').fill(`${rate}`);
    await this.dialog.locator('button.primary').click();
  }

  /** Second step. */
  async confirmOrder(): Promise<void> {
    await this.dialog.locator('button.primary').click();
  }
}
