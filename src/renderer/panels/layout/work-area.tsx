import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useUi, useWords } from '../../seat.ts';
import { MapPane } from '../map-pane.tsx';
import { PlaceList } from '../place-list.tsx';
import { RightPanel } from '../right-panel.tsx';

/** Widths in pixels; a panel keeps its own when the window changes, and the map takes the rest. */
const WIDTHS = {
  places: { defaultSize: 320, minSize: 260, maxSize: 520 },
  forces: { defaultSize: 360, minSize: 300, maxSize: 640 },
} as const;

/** Places, map and forces side by side; their widths are remembered for each layout of the window. */
export function WorkArea() {
  const { t } = useWords();
  const layout = useUi((state) => state.layout);
  const hasForces = layout === 'command';
  const panelIds = hasForces ? ['places', 'map', 'forces'] : ['places', 'map'];
  const remembered = useDefaultLayout({
    id: `anlan-${layout}`,
    panelIds,
    onlySaveAfterUserInteractions: true,
    storage: STORAGE,
  });
  return (
    <Group
      // A layout with other panels is another group.
      key={layout}
      className="work-area"
      orientation="horizontal"
      {...(remembered.defaultLayout ? { defaultLayout: remembered.defaultLayout } : {})}
      onLayoutChanged={remembered.onLayoutChanged}
    >
      <Panel id="places" groupResizeBehavior="preserve-pixel-size" {...WIDTHS.places}>
        <PlaceList />
      </Panel>
      <Separator className="splitter" aria-label={t('layout.places')} />
      <Panel id="map" minSize={420}>
        <MapPane />
      </Panel>
      {hasForces && <Separator className="splitter" aria-label={t('layout.forces')} />}
      {hasForces && (
        <Panel id="forces" groupResizeBehavior="preserve-pixel-size" {...WIDTHS.forces}>
          <RightPanel />
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
