import { Profiler } from 'react';
import { createRoot } from 'react-dom/client';
import type { SessionId } from '../domain/base/ids.ts';
import { ROLES, type Role } from '../domain/session/role.ts';
import { readShellMessage } from '../domain/wire/shell.ts';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/parts.css';
import './panels/frame.css';
import './panels/lists.css';
import './panels/alert-queue.css';
import './panels/sources/sources.css';
import './panels/map.css';
import './panels/maps/maps.css';
import './panels/layout/layout.css';
import './wall/wall.css';
import './panels/timeline/timeline.css';
import './commands/broadcast.css';
import './commands/commands.css';
import './commands/warning.css';
import './rehearse/rehearse.css';
import './review/replay.css';
import './review/review.css';
import { exposeCounters } from './counters.ts';
import { addressIn, chooseLanguage } from './i18n/language.ts';
import { stretchWords, wordsOf } from './i18n/translate.ts';
import { openLink, seatUrl } from './link/open-link.ts';
import { tellLanguage } from './link/tell-language.ts';
import { BROWSER_TIMERS } from './link/timers.ts';
import { createSeatWindow } from './seat-window.ts';
import { createFlusher } from './state/flusher.ts';
import { createUiStore, LAYOUTS, type Layout } from './state/ui-store.ts';
import { WindowView } from './window-view.tsx';

// For those who look for clipped words.
if (new URLSearchParams(location.search).has('stretch')) stretchWords();

/** What a role is for, where it is not commanding. */
const OWN_LAYOUT: Readonly<Partial<Record<Role, Layout>>> = {
  wall: 'wall',
  reviewer: 'review',
  planner: 'planner',
};

const flusher = createFlusher(BROWSER_TIMERS);
const ui = createUiStore(
  chooseLanguage(location.search, navigator.languages),
  chooseLayout(location.search),
);
const root = createRoot(document.querySelector('#root') ?? document.body);
let reactCommits = 0;

const seatWindow = createSeatWindow({
  role: chooseRole(location.search),
  session: chooseSession(location.search),
  ui,
  flusher,
  timers: BROWSER_TIMERS,
  open: () => openLink(seatUrl(location)),
  // A reload, and a copy of the address, come to the same session.
  onGone: (session) => {
    const address = new URL(location.href);
    if (session === undefined) address.searchParams.delete('session');
    else address.searchParams.set('session', session);
    history.replaceState(undefined, '', address);
  },
});
exposeCounters({
  framesDrawn: () => seatWindow.current().frames.drawn(),
  framesReceived: () => seatWindow.current().frames.received(),
  reactCommits: () => reactCommits,
  entries: () => seatWindow.current().worldStore.entries(),
});
/** What the shell takes this window to speak: its own word is not told back to it. */
let shellLanguage = ui.getState().language;
// Inside Electron the menu changes the language of every window.
window.addEventListener('message', (event) => {
  const told = event.source === window ? readShellMessage(event.data) : undefined;
  if (told?.anlan !== 'language') return;
  shellLanguage = told.language;
  ui.setState({ language: told.language });
});
ui.subscribe(({ language }, before) => {
  if (language === before.language) return;
  history.replaceState(undefined, '', addressIn(location.href, language));
  if (language === shellLanguage) return;
  shellLanguage = language;
  tellLanguage(window, language);
});
document.title = wordsOf(ui.getState().language)('app.title');
root.render(
  <Profiler id="seat" onRender={() => reactCommits++}>
    <WindowView of={seatWindow} ui={ui} isBare={isBare(location.search)} />
  </Profiler>,
);

/** `?view=map`: the map alone, for the pictures of a report. */
function isBare(search: string): boolean {
  return new URLSearchParams(search).get('view') === 'map';
}

function chooseSession(search: string): SessionId | undefined {
  const asked = new URLSearchParams(search).get('session');
  return asked === null || asked === '' ? undefined : (asked as SessionId);
}

/** Asked for by the window that is opened; else what the role is for. */
function chooseLayout(search: string): Layout {
  const asked = new URLSearchParams(search).get('window');
  const role = chooseRole(search);
  return LAYOUTS.find((layout) => layout === asked) ?? OWN_LAYOUT[role] ?? 'command';
}

function chooseRole(search: string): Role {
  const asked = new URLSearchParams(search).get('role');
  return ROLES.find((role) => role === asked) ?? 'commander';
}
