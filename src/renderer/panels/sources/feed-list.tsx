import type { FeedState } from '../../../domain/session/delivery.ts';
import { mayAct } from '../../commands/may-act.ts';
import { hubSentence } from '../../i18n/hub-sentence.ts';
import { useSeat, useWords, useWorld } from '../../seat.ts';
import { Age } from '../../ui/age.tsx';

/** Every feed with its health, age, rate and counts; what an operator may do with it opens from here. */
export function FeedList() {
  const seat = useSeat();
  const { t } = useWords();
  const ids = useWorld(({ world }) => Object.keys(world.feeds));
  const mayEdit = useMayEdit();
  return (
    <>
      <h3 className="with-action">
        {t('sources.feeds')}
        {mayEdit && (
          <button
            type="button"
            className="quiet"
            onClick={() => seat.ui.setState({ dialog: { kind: 'feed', feed: undefined } })}
          >
            {t('sources.addFeed')}
          </button>
        )}
      </h3>
      {ids.length === 0 && <p className="empty">{t('sources.emptyFeeds')}</p>}
      <ul className="feeds">
        {ids.map((id) => (
          <FeedRow key={id} id={id} />
        ))}
      </ul>
    </>
  );
}

const COUNTS = ['accepted', 'duplicate', 'late', 'refused'] as const;

function FeedRow({ id }: { readonly id: string }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const [name, adapter, health, error, connection, rate] = useWorld(({ world }) => {
    const feed = world.feeds[id];
    return [
      feed?.name?.[language] ?? id,
      feed?.adapter,
      feed?.health ?? 'waiting',
      feed?.lastError && hubSentence(feed.lastError, language),
      feed?.connection && hubSentence(feed.connection, language),
      format.count(feed?.perMin),
    ];
  });
  const counts = useWorld(({ world }) => {
    const feed = world.feeds[id];
    return [...COUNTS.map((count) => format.count(feed?.[count])), unknownOf(feed, format.count)];
  });
  const mayEdit = useMayEdit();
  return (
    <li className={`feed health-${health}`}>
      <span className="feed-head">
        <strong title={id}>{name}</strong>
        <span className="label">{adapter}</span>
        <span className="health">{t(`sources.health.${health}`)}</span>
        <Age at={({ world }) => world.feeds[id]?.lastMessageAt} />
      </span>
      <span className="feed-counts">
        {COUNTS.map((count, index) => (
          <span key={count}>
            <span className="label">{t(`sources.${count}`)}</span> {counts[index]}
          </span>
        ))}
        {counts[COUNTS.length] && (
          <span>
            <span className="label">{t('sources.unknown')}</span> {counts[COUNTS.length]}
          </span>
        )}
        <span>
          <span className="label">{t('sources.rate')}</span> {rate}
        </span>
        {mayEdit && (
          <button
            type="button"
            className="quiet"
            onClick={() => seat.ui.setState({ dialog: { kind: 'feed', feed: id } })}
          >
            {t('sources.open')}
          </button>
        )}
      </span>
      <RecordingNote id={id} />
      {connection && <span className="label">{connection}</span>}
      {error && <span className="warn">{t('sources.lastError', { error })}</span>}
    </li>
  );
}

/** What is played into a feed, so that it is never taken for the real thing. */
function RecordingNote({ id }: { readonly id: string }) {
  const { t, format } = useWords();
  const [file, speed, moved, retimed, ended] = useWorld(({ world }) => {
    const recording = world.feeds[id]?.recording;
    const moved = recording?.placed !== undefined;
    return [
      recording?.file,
      recording?.speed,
      moved,
      recording?.retimed,
      recording?.ended,
    ] as const;
  });
  if (file === undefined) return null;
  const facts = [
    file,
    speed === 0
      ? t('sources.recordingFast')
      : t('sources.recordingSpeed', { n: format.figure(speed) }),
    ...(retimed ? [t('sources.recordingRetimed')] : []),
    ...(ended ? [t('sources.recordingEnded')] : []),
  ];
  return (
    <span className="feed-recording">
      <strong>{t(moved ? 'sources.recordingMoved' : 'sources.recording')}</strong>{' '}
      <span className="label">{facts.join(' · ')}</span>
    </span>
  );
}

/** Messages nobody had a use for; empty where there are none. */
function unknownOf(feed: FeedState | undefined, count: (value: number) => string): string {
  return feed?.unknown ? count(feed.unknown) : '';
}

/** Whether this seat may touch feeds, and the session has feeds to touch. */
function useMayEdit(): boolean {
  return useWorld((state) => state.attachment.can.ingest && mayAct(state, 'feeds.edit'));
}
