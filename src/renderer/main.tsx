import { Profiler } from 'react';
import { createRoot } from 'react-dom/client';
import { ROLES, type Role } from '../domain/session/role.ts';
import type { Attached } from '../domain/wire/contract.ts';
import { readShellMessage } from '../domain/wire/shell.ts';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/parts.css';
import './panels/frame.css';
import './panels/lists.css';
import './panels/sources/sources.css';
import './panels/map.css';
import './panels/maps/maps.css';
import './panels/layout/layout.css';
import './wall/wall.css';
import './panels/timeline/timeline.css';
import './commands/broadcast.css';
import './commands/commands.css';
import './commands/warning.css';
import { App } from './app.tsx';
import { exposeCounters } from './counters.ts';
import { chooseLanguage } from './i18n/language.ts';
import { wordsOf } from './i18n/translate.ts';
import { hubClient } from './link/hub-client.ts';
import { openLink, seatUrl } from './link/open-link.ts';
import { BROWSER_TIMERS } from './link/timers.ts';
import { liveMap } from './map/live-map.ts';
import { type MapControl, type Seat, SeatContext } from './seat.ts';
import { createFlusher } from './state/flusher.ts';
import { createFrames } from './state/frames.ts';
import { siteFacts } from './state/site-facts.ts';
import { createUiStore, LAYOUTS, type Layout } from './state/ui-store.ts';
import { createWorldStore } from './state/world-store.ts';

const flusher = createFlusher(BROWSER_TIMERS);
const worldStore = createWorldStore(flusher, BROWSER_TIMERS);
const frames = createFrames();
const ui = createUiStore(
  chooseLanguage(location.search, navigator.languages),
  chooseLayout(location.search),
);
const root = createRoot(document.querySelector('#root') ?? document.body);
const startWords = wordsOf(ui.getState().language);
let shown = false;
let reactCommits = 0;

exposeCounters({
  framesDrawn: frames.drawn,
  framesReceived: frames.received,
  reactCommits: () => reactCommits,
  entries: worldStore.entries,
});
// Inside Electron the menu changes the language of every window.
window.addEventListener('message', (event) => {
  const told = event.source === window ? readShellMessage(event.data) : undefined;
  if (told?.anlan === 'language') ui.setState({ language: told.language });
});
document.title = startWords('app.title');
root.render(
  <div className="starting" role="status">
    <strong>{startWords('app.connecting')}</strong>
    <p>{startWords('app.connectingHelp')}</p>
  </div>,
);

const client = hubClient({
  role: chooseRole(location.search),
  timers: BROWSER_TIMERS,
  open: () => openLink(seatUrl(location)),
  sink: {
    attached: (attached) => {
      worldStore.begin(attached);
      // Who took over did so from a seat that the hub has forgotten.
      if (!attached.resumed) ui.setState({ operator: undefined });
      if (!shown) show(attached);
    },
    reliable: (entry) => worldStore.apply(entry),
    latest: (entry, done) => worldStore.apply(entry, done),
    frame: (frame, done) => {
      frames.put(frame, done);
      worldStore.frameArrived(frame.issuedAt);
    },
    link: worldStore.setLink,
  },
});

function show({ site }: Attached): void {
  shown = true;
  const facts = siteFacts(site);
  let map: MapControl | undefined;
  try {
    map = liveMap({ facts, worldStore, ui, frames, flusher, call: client.call });
  } catch {
    // Without WebGL2 the lists and figures still hold; the pane says so in words.
    map = undefined;
  }
  const seat: Seat = { facts, worldStore, ui, frames, map, call: client.call };
  const unsubscribe = worldStore.store.subscribe(() => {
    unsubscribe();
    root.render(
      <Profiler id="seat" onRender={() => reactCommits++}>
        <SeatContext value={seat}>
          <App />
        </SeatContext>
      </Profiler>,
    );
  });
}

/** Asked for by the window that is opened; else what the role is for. */
function chooseLayout(search: string): Layout {
  const asked = new URLSearchParams(search).get('window');
  const role = chooseRole(search);
  const own = role === 'wall' ? 'wall' : role === 'reviewer' ? 'review' : 'command';
  return LAYOUTS.find((layout) => layout === asked) ?? own;
}

function chooseRole(search: string): Role {
  const asked = new URLSearchParams(search).get('role');
  return ROLES.find((role) => role === asked) ?? 'commander';
}
