import { useContext } from 'react';
import { BesideContext, useSeat, useWords, useWorld } from '../seat.ts';

/** Whose picture a map shows while two stand beside each other: the file, the view, the instant. */
export function PaneCaption() {
  const seat = useSeat();
  const beside = useContext(BesideContext);
  const { t, format } = useWords();
  const words = useWorld(({ world }) => [
    world.replay ? t(`replay.view.${world.replay.view}`) : '',
    `${format.date(world.time)} ${format.time(world.time)}`,
    world.replay?.file ?? '',
    format.count(world.estimate?.area.people),
  ]);
  const computing = useWorld(({ world }) => world.replay?.computing);
  if (!beside) return null;
  const [view, time, file, people] = words;
  return (
    <div className={seat === beside ? 'pane-caption beside' : 'pane-caption'}>
      <strong>{view}</strong> <time>{time}</time>{' '}
      <span>
        {people}
        <span className="unit">{t('unit.people')}</span>
      </span>{' '}
      <span className="label">{file}</span>
      {computing !== undefined && (
        <span className="warn">
          {' '}
          {t('replay.computing', { percent: format.percent(computing) })}
        </span>
      )}
      {seat === beside && (
        <button type="button" onClick={() => seat.door.closeBeside()}>
          {t('compare.close')}
        </button>
      )}
    </div>
  );
}
