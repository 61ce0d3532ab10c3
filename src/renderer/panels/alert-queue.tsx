import { select } from '../commands/commands.ts';
import { useSeat, useWords, useWorld } from '../seat.ts';
import { alertedPlaces, placeLevel, placeName, reasonWords } from '../state/judgement.ts';
import { placeKey, placeOfKey } from '../state/place-key.ts';
import { LevelMark } from '../ui/level-mark.tsx';

/** What needs somebody now: places at orange and red, the red ones first and the newest of each on top. */
export function AlertQueue() {
  const seat = useSeat();
  const { t } = useWords();
  const keys = useWorld(({ world, now }) => alertedPlaces(seat.facts, world, now).map(placeKey));
  return (
    <section className="alert-queue" aria-label={t('alerts.title')}>
      <header className="panel-head">
        <h2>{t('alerts.title')}</h2>
        {keys.length > 0 && <span className="count">{keys.length}</span>}
      </header>
      {keys.length === 0 && <p className="empty">{t('alerts.none')}</p>}
      {keys.length > 0 && (
        <ol className="alert-list">
          {keys.map((key) => (
            <AlertRow key={key} of={key} />
          ))}
        </ol>
      )}
    </section>
  );
}

function AlertRow({ of }: { readonly of: string }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const place = placeOfKey(seat.facts, of);
  const [level, reason, since, age] = useWorld(({ world, now }) => {
    const state = world.levels[place.id];
    return [
      placeLevel(world, now, place),
      reasonWords(state?.reason, seat.facts, t, format, language),
      format.minute(state?.since),
      format.age(state && now - state.since),
    ];
  });
  return (
    <li className={`alert place-${level}`}>
      <button type="button" onClick={() => select(seat, { kind: place.kind, id: place.id })}>
        <span className="alert-line">
          <LevelMark level={level} of={place.id} />
          <strong>{placeName(seat.facts, place.id, language)}</strong>
          <span className="label">{t('alerts.since', { time: since, age })}</span>
        </span>
        <span className="alert-reason">{reason}</span>
      </button>
    </li>
  );
}
