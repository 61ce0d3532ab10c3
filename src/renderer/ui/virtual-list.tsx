import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';

interface VirtualListProps {
  readonly count: number;
  readonly rowHeight: number;
  readonly label: string;
  /** Scrolled into view when it changes. */
  readonly focusIndex?: number | undefined;
  readonly row: (index: number) => ReactNode;
}

/** A long list of equal rows of which only those in view exist. */
export function VirtualList({ count, rowHeight, label, focusIndex, row }: VirtualListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  const height = useRef<HTMLUListElement>(null);
  const total = virtualizer.getTotalSize();
  useLayoutEffect(() => {
    height.current?.style.setProperty('--list-height', `${total}px`);
    height.current?.style.setProperty('--row-height', `${rowHeight}px`);
  }, [total, rowHeight]);
  useEffect(() => {
    if (focusIndex !== undefined && focusIndex >= 0) virtualizer.scrollToIndex(focusIndex);
  }, [focusIndex, virtualizer]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="virtual-scroll" ref={scroller} aria-label={label} tabIndex={0}>
      <ul className="virtual-list" ref={height}>
        {virtualizer.getVirtualItems().map((item) => (
          <VirtualRow key={item.key} top={item.start}>
            {row(item.index)}
          </VirtualRow>
        ))}
      </ul>
    </section>
  );
}

function VirtualRow({ top, children }: { readonly top: number; readonly children: ReactNode }) {
  const ref = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    ref.current?.style.setProperty('--row-top', `${top}px`);
  }, [top]);
  return (
    <li className="virtual-row" ref={ref}>
      {children}
    </li>
  );
}
