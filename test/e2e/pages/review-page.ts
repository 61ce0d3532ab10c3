import { expect, type Locator, type Page } from '@playwright/test';

/** The review seat as a reviewer meets it. */
export class ReviewPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The instant of the replay, in the field that takes a typed one. */
  get time(): Locator {
    return this.page.locator('#replay-time');
  }

  get banner(): Locator {
    return this.page.locator('.mode-banner');
  }

  /** The blue frame round the window. */
  get frame(): Locator {
    return this.page.locator('.replay-frame');
  }

  get transport(): Locator {
    return this.page.locator('.replay-transport');
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** The panel with the figures of the review. */
  get panel(): Locator {
    return this.page.locator('.review-panel');
  }

  get alerts(): Locator {
    return this.panel.locator('.alert-row');
  }

  /** What a story says at the bookmark at which it stands. */
  get debriefing(): Locator {
    return this.page.locator('.debrief');
  }

  /** The captions of two maps that stand beside each other. */
  get captions(): Locator {
    return this.page.locator('.pane-caption');
  }

  /** A figure of the accuracy by its label. */
  figure(label: string): Locator {
    return this.panel.locator('.review-figures > div').filter({ hasText: label });
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Types an instant and waits until the replay is there. */
  async goTo(time: string): Promise<void> {
    await this.page.keyboard.press('i');
    await this.time.fill(time);
    await this.page.keyboard.press('Enter');
    // The field holds what was typed from the first moment; the banner says where the replay is.
    await expect(this.banner).toContainText(time, { timeout: 30_000 });
  }

  /** Bookmarks this instant. */
  async bookmark(title: string, note: string): Promise<void> {
    await this.page.keyboard.press('m');
    await this.dialog.locator('input').first().fill(title);
    await this.dialog.locator('textarea').fill(note);
    await this.dialog.locator('button.primary').click();
    await expect(this.dialog).toHaveCount(0);
  }
}
