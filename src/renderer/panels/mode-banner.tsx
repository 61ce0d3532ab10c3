import type { FeedState } from '../../domain/session/delivery.ts';
import type { SourceKind } from '../../domain/session/source-kind.ts';
import { useWords, useWorld } from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';

/** What the picture is: live, an exercise or a replay, in colour, pattern and word. */
export function ModeBanner() {
  const { t, format } = useWords();
  const source = useWorld(({ world }) => (isReplay(world) ? 'replay' : world.session?.source));
  // A replay is named with its file and its instant wherever it is shown.
  const replayed = useWorld(({ world }) =>
    isReplay(world)
      ? `${format.date(world.time)} ${format.time(world.time)} · ${world.replay?.file ?? ''}`
      : '',
  );
  const exercise = useWorld(({ world }) => world.session?.exercise === true);
  const feed = useWorld(({ world }) => world.session?.clock === 'feed');
  const dispatch = useWorld((state) => state.attachment.can.dispatch);
  const recordings = useRecordings();
  const moved = useWorld(({ world }) =>
    Object.values(world.feeds).some(({ recording }) => recording?.placed !== undefined),
  );
  if (!source) return null;
  const kind = bannerOf(source, exercise, feed || recordings !== '');
  return (
    <span className={`mode-banner banner-${kind}`} title={detail()}>
      {kind === 'live' && <span className="dot" aria-hidden />}
      {/* The detail has no room on a small screen: that it happened elsewhere must be in the word itself. */}
      <strong>{t(kind === 'recorded' && moved ? 'mode.recordedMoved' : `mode.${kind}`)}</strong>
      <span className={replayed ? 'mode-replayed' : 'mode-detail'}>{detail()}</span>
    </span>
  );

  function detail(): string {
    if (replayed) return replayed;
    if (kind === 'live' && !dispatch) return t('mode.liveRecordOnly');
    if (kind === 'recorded' && recordings !== '') {
      return t('mode.recordedFeeds', { feeds: recordings });
    }
    return t(`mode.${kind}Detail`);
  }
}

/** A recording that is played in through the live path is never called live. */
function bannerOf(source: SourceKind, exercise: boolean, recorded: boolean) {
  if (source !== 'live') return source;
  if (exercise) return 'rehearsal';
  return recorded ? 'recorded' : 'live';
}

/** The feeds that a recording is played into, each with the word for it; empty where there is none. */
function useRecordings(): string {
  const { t, language } = useWords();
  const word = ({ recording }: FeedState) =>
    t(recording?.placed ? 'sources.recordingMoved' : 'sources.recording');
  return useWorld(({ world }) =>
    Object.values(world.feeds)
      .filter(({ recording }) => recording !== undefined)
      .map((feed) => `${feed.name?.[language] ?? feed.feed} (${word(feed)})`)
      .join(', '),
  );
}
