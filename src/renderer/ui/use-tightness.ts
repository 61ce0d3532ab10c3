import { type RefObject, useEffect } from 'react';

/**
 * Writes to a row how far it must be made tighter until what is in it fits: `data-tight` from 0, where everything is
 * said, to `most`. The style sheet says what each step leaves out. Measured, and not told by the window's width: how
 * long the words are is a matter of the language, of the font and of names.
 */
export function useTightness(ref: RefObject<HTMLElement | null>, most: number): void {
  useEffect(() => {
    const row = ref.current;
    if (!row) return;
    let frame = 0;
    const tighten = () => {
      frame = 0;
      for (let step = 0; step <= most; step++) {
        row.dataset.tight = `${step}`;
        if (row.scrollWidth <= row.clientWidth) return;
      }
    };
    // At the next frame: what an observer is told of must not change while it is told.
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(tighten);
    };
    const sizes = new ResizeObserver(soon);
    const watch = () => {
      sizes.disconnect();
      sizes.observe(row);
      for (const child of row.children) sizes.observe(child);
      soon();
    };
    // What comes into the row, or leaves it.
    const children = new MutationObserver(watch);
    children.observe(row, { childList: true });
    tighten();
    watch();
    return () => {
      cancelAnimationFrame(frame);
      children.disconnect();
      sizes.disconnect();
    };
  }, [ref, most]);
}
