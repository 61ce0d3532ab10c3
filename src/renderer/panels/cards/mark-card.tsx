import { markState } from '../../map/layers/marks.ts';
import { useWords, useWorld } from '../../seat.ts';
import { Age } from '../../ui/age.tsx';

/** What another system put on the map: whose, what, how old. */
export function MarkCard({ id }: { readonly id: string }) {
  const { t } = useWords();
  const [name, source, type, text, state] = useWorld(({ world, now }) => {
    const mark = world.marks[id];
    return [
      mark?.name,
      mark?.source,
      mark?.type,
      mark?.text,
      mark && markState(mark, now),
    ] as const;
  });
  if (source === undefined) return null;
  return (
    <>
      <p className="card-head">
        <strong>{name}</strong>
      </p>
      <p>
        {t(`mark.source.${source}`)} · {type} ·{' '}
        <Age
          at={({ world }) => world.marks[id]?.observedAt}
          staleAfter={state === 'stale' ? 0 : Number.POSITIVE_INFINITY}
        />
        {state === 'stale' && <span className="warn"> {t('mark.stale')}</span>}
      </p>
      {text !== undefined && <p className="mark-text">{text}</p>}
      <p className="label">{t('mark.context')}</p>
    </>
  );
}
