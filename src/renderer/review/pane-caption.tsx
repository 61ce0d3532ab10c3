import { useContext } from 'react';
import type { World } from '../../domain/session/world.ts';
import type { Translate } from '../i18n/translate.ts';
import { BesideContext, useSeat, useWords, useWorld } from '../seat.ts';
import { areaEstimate } from '../state/judgement.ts';
import { computingWords } from './computing-words.ts';

/**
 * Whose picture a map shows while two stand beside each other: the file and the view, or the rehearsal and what differs
 * in it; the instant.
 */
export function PaneCaption() {
  const seat = useSeat();
  const beside = useContext(BesideContext);
  const { t, format } = useWords();
  const words = useWorld(({ world }) => [
    world.replay ? t(`replay.view.${world.replay.view}`) : modeOf(world, t),
    `${format.date(world.time)} ${format.time(world.time)}`,
    world.replay?.file ?? rehearsalWords(world, t),
    format.count(areaEstimate(world)?.area.people),
  ]);
  const computing = useWorld(({ world }) => computingWords(world.replay, t, format));
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
      {computing !== undefined && <span className="warn"> {computing}</span>}
      {seat === beside && (
        <button type="button" onClick={() => seat.door.closeBeside()}>
          {t('compare.close')}
        </button>
      )}
    </div>
  );
}

function modeOf({ session }: World, t: Translate): string {
  return session ? t(`mode.${session.source}`) : '';
}

/** A rehearsal by its name, else by its changes: so a fork and its original are told apart. */
function rehearsalWords({ rehearsal, session }: World, t: Translate): string {
  if (session?.source !== 'rehearsal') return '';
  const { label } = session.rehearsal ?? {};
  if (label !== undefined && label !== '') return label;
  const changes = rehearsal?.changes ?? session.rehearsal?.changes ?? [];
  return changes.length > 0 ? changes.join(' · ') : t('planner.unchanged');
}
