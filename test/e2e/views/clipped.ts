import type { Page } from '@playwright/test';

/**
 * Words that do not fit where they stand, as `selector: text`. What says the whole in its title may be cut; the map's
 * canvas and what is hidden do not count.
 */
export async function clippedWords(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const words = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent ?? '')
        .join('')
        .trim();
      if (words === '' || !element.checkVisibility({ visibilityProperty: true })) continue;
      if (element.closest('[title], .hidden, option')) continue;
      const style = getComputedStyle(element);
      // What flows in a line has no box of its own to be cut by.
      const hasBox = style.display !== 'inline';
      const cutsX =
        hasBox && style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      const cutsY =
        hasBox && style.overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 6;
      const box = element.getBoundingClientRect();
      const isOutside = style.position !== 'fixed' && box.right > innerWidth + 1;
      if (cutsX || cutsY || isOutside) {
        const name = element.tagName.toLowerCase();
        const classes = element.className && `.${element.className.split(' ').join('.')}`;
        found.push(`${name}${classes}: ${words.slice(0, 60)}`);
      }
    }
    return found;
  });
}
