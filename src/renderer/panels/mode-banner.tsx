import type { SourceKind } from '../../domain/session/source-kind.ts';
import { useWords, useWorld } from '../seat.ts';

/** What the picture is: live, an exercise or a replay, in colour, pattern and word. */
export function ModeBanner() {
  const { t } = useWords();
  const source = useWorld(({ world }) => world.session?.source);
  const exercise = useWorld(({ world }) => world.session?.exercise === true);
  const feed = useWorld(({ world }) => world.session?.clock === 'feed');
  const dispatch = useWorld((state) => state.attachment.can.dispatch);
  if (!source) return null;
  const kind = bannerOf(source, exercise, feed);
  const detail = kind === 'live' && !dispatch ? t('mode.liveRecordOnly') : t(`mode.${kind}Detail`);
  return (
    <span className={`mode-banner banner-${kind}`}>
      {kind === 'live' && <span className="dot" aria-hidden />}
      <strong>{t(`mode.${kind}`)}</strong>
      <span className="mode-detail">{detail}</span>
    </span>
  );
}

/** A recording that is played in through the live path is never called live. */
function bannerOf(source: SourceKind, exercise: boolean, feed: boolean) {
  if (source !== 'live') return source;
  if (exercise) return 'rehearsal';
  return feed ? 'recorded' : 'live';
}
