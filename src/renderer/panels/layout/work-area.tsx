import { type ReactNode, useContext } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { PlannerPanel } from '../../rehearse/planner-panel.tsx';
import { MapArea } from '../../review/map-area.tsx';
import { ReviewPanel } from '../../review/review-panel.tsx';
import { BesideContext, useUi, useWords } from '../../seat.ts';
import type { Layout } from '../../state/ui-store.ts';
import { PlaceList } from '../place-list.tsx';
import { RightPanel } from '../right-panel.tsx';

/** Widths in pixels; a panel keeps its own when the window changes, and the map takes the rest. */
const WIDTHS = {
  places: { defaultSize: 320, minSize: 260, maxSize: 520 },
  forces: { defaultSize: 360, minSize: 300, maxSize: 640 },
  review: { defaultSize: 460, minSize: 380, maxSize: 760 },
} as const;

/** What stands right of the map. */
const RIGHT_PANELS: Readonly<Partial<Record<Layout, ReactNode>>> = {
  command: <RightPanel />,
  planner: <PlannerPanel />,
  review: <ReviewPanel />,
};

/** Places, map and forces side by side; their widths are remembered for each layout of the window. */
export function WorkArea() {
  const { t } = useWords();
  const layout = useUi((state) => state.layout);
  const right = RIGHT_PANELS[layout];
  const hasForces = right !== undefined;
  // Two maps need the room of the list; what they show stands at each.
  const hasPlaces = useContext(BesideContext) === undefined;
  const panelIds = [...(hasPlaces ? ['places'] : []), 'map', ...(hasForces ? ['forces'] : [])];
  const remembered = useDefaultLayout({
    id: `anlan-${layout}${hasPlaces ? '' : '-beside'}`,
    panelIds,
    onlySaveAfterUserInteractions: true,
    storage: STORAGE,
  });
  return (
    <Group
      // A layout with other panels is another group.
      key={`${layout} ${hasPlaces}`}
      className="work-area"
      orientation="horizontal"
      {...(remembered.defaultLayout ? { defaultLayout: remembered.defaultLayout } : {})}
      onLayoutChanged={remembered.onLayoutChanged}
    >
      {hasPlaces && (
        <Panel id="places" groupResizeBehavior="preserve-pixel-size" {...WIDTHS.places}>
          <PlaceList />
        </Panel>
      )}
      {hasPlaces && <Separator className="splitter" aria-label={t('layout.places')} />}
      <Panel id="map" minSize={420}>
        <MapArea />
      </Panel>
      {hasForces && <Separator className="splitter" aria-label={t('layout.forces')} />}
      {hasForces && (
        <Panel
          id="forces"
          groupResizeBehavior="preserve-pixel-size"
          {...(layout === 'review' ? WIDTHS.review : WIDTHS.forces)}
        >
          {right}
        </Panel>
      )}
    </Group>
  );
}

/** The browser's storage, where it may be used; else widths last as long as the window. */
const STORAGE = {
  getItem(key: string): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  setItem(key: string, value: string): void {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Nothing is lost but the widths.
    }
  },
};
