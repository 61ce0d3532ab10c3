import type { Page } from '@playwright/test';

/**
 * Words that do not fit where they stand, as `selector: text`: cut by their own box, or by one that they stand in, or
 * outside the window. What says the whole in its title may be cut, what can be scrolled to may be further down; the
 * map's canvas and what is hidden do not count.
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
      const style = getComputedStyle(element);
      if (element.closest('[title], .hidden, option') || style.clipPath !== 'none') continue;
      if (isCutByItself(element, style) || isCutByAnother(element, style)) {
        const name = element.tagName.toLowerCase();
        const classes = element.className && `.${element.className.split(' ').join('.')}`;
        found.push(`${name}${classes}: ${words.slice(0, 60)}`);
      }
    }
    return found;

    function isCutByItself(element: HTMLElement, style: CSSStyleDeclaration): boolean {
      // What flows in a line has no box of its own to be cut by.
      if (style.display === 'inline') return false;
      const wider = element.scrollWidth > element.clientWidth + 1;
      const higher = element.scrollHeight > element.clientHeight + 6;
      return (style.overflowX !== 'visible' && wider) || (style.overflowY === 'hidden' && higher);
    }

    /** By the window, or sideways by a box around it: nobody scrolls a list of figures sideways. */
    function isCutByAnother(element: HTMLElement, style: CSSStyleDeclaration): boolean {
      if (style.position === 'fixed') return false;
      const { left, right } = element.getBoundingClientRect();
      if (right > innerWidth + 1) return true;
      for (let box = element.parentElement; box; box = box.parentElement) {
        if (getComputedStyle(box).overflowX === 'visible') continue;
        const around = box.getBoundingClientRect();
        // Beyond where the box ends, but not wholly: what is wholly outside has been scrolled away or is a canvas' own.
        const isOver = right > around.right + 1 || left < around.left - 1;
        if (isOver && left < around.right && right > around.left) return true;
      }
      return false;
    }
  });
}
