import type {
  EgressBorder,
  PlanChecks,
  PlanFinding,
  ZoneCapacity,
} from '../../domain/rehearsal/plan-checks.ts';
import { useSeat, useWords } from '../seat.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { ChangesEditor } from './changes-editor.tsx';
import { NumberField } from './number-field.tsx';
import { useDraft } from './use-draft.ts';

/** What a planner signs: egress, capacity, health; each finding leads to its place. */
export function ChecksTab() {
  const { t } = useWords();
  const [people, setPeople] = useDraft('people');
  const [minutes, setMinutes] = useDraft('minutes');
  const [changes, setChanges] = useDraft('checkedChanges');
  const { answer, failure, isCurrent } = useAnswer('plan.checks', { people, minutes, changes }, '');
  return (
    <div className="planner-body">
      <div className="field-row">
        <NumberField
          label={t('checks.people')}
          value={people}
          most={500_000}
          onChange={setPeople}
        />
        <NumberField label={t('checks.minutes')} value={minutes} most={600} onChange={setMinutes} />
      </div>
      <ChangesEditor changes={changes} onChange={setChanges} />
      <p role="alert" className="failure">
        {failure}
      </p>
      {!isCurrent && failure === undefined && (
        <p className="empty" role="status">
          {t(answer ? 'checks.checking' : 'planner.asking')}
        </p>
      )}
      {/* A verdict on another question must not be taken for this one's. */}
      {answer && (
        <div className={isCurrent ? 'checks' : 'checks dimmed'} inert={!isCurrent}>
          <Checks checks={answer} />
        </div>
      )}
    </div>
  );
}

function Checks({ checks }: { readonly checks: PlanChecks }) {
  const { t, format } = useWords();
  const { blockers, warnings, needed, borders, flow, capacity, findings } = checks;
  return (
    <>
      <p className={blockers > 0 ? 'verdict bad' : 'verdict good'} role="status">
        {t(blockers > 0 ? 'checks.blocked' : 'checks.free', { blockers, warnings })}
      </p>
      <h3>{t('checks.egress')}</h3>
      <p className="label">
        {t('checks.needed', {
          level: format.tenth(needed.levelM),
          stairs: format.tenth(needed.stairsM),
        })}
      </p>
      {borders.map((border) => (
        <Border key={border.border} border={border} />
      ))}
      <p className={flow.enough ? 'verdict good' : 'verdict bad'}>
        {t('checks.flow', {
          max: format.count(flow.maxPerMin),
          needed: format.count(flow.neededPerMin),
          minutes: format.tenth(flow.minutes),
        })}
      </p>
      <Bottleneck flow={flow} />
      <h3>{t('checks.findings')}</h3>
      {findings.length === 0 && <p className="empty">{t('checks.none')}</p>}
      <ul className="findings">
        {findings.map((finding) => (
          <Finding key={`${finding.code} ${finding.place.kind} ${finding.place.id}`} {...finding} />
        ))}
      </ul>
      <h3>{t('checks.capacity')}</h3>
      <Capacities zones={capacity} />
    </>
  );
}

function Border({ border }: { readonly border: EgressBorder }) {
  const { t, format, language } = useWords();
  const { neededM, availableM, minutes, enough, streets } = border;
  return (
    <details>
      <summary className={enough ? 'verdict good' : 'verdict bad'}>
        {t('checks.border', {
          border: t(`checks.borders.${border.border}`),
          available: format.tenth(availableM),
          needed: format.tenth(neededM),
          minutes: format.tenth(minutes),
        })}
      </summary>
      <table className="planner-table">
        <thead>
          <tr>
            <th scope="col">{t('checks.street')}</th>
            <th scope="col">{t('checks.width')}</th>
            <th scope="col">{t('unit.perMin')}</th>
          </tr>
        </thead>
        <tbody>
          {streets.map((street) => (
            <tr key={`${street.to} ${street.name.zh}`}>
              <th scope="row">{street.name[language]}</th>
              <td>{format.tenth(street.clearWidthM)}</td>
              <td>{format.count(street.perMin)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Bottleneck({ flow }: { readonly flow: PlanChecks['flow'] }) {
  const seat = useSeat();
  const { t, language } = useWords();
  if (flow.enough || flow.bottleneck.length === 0) return null;
  return (
    <details>
      <summary>{t('checks.bottleneck', { count: flow.bottleneck.length })}</summary>
      <ul className="findings">
        {flow.bottleneck.map((way) => (
          <li key={way.id}>
            <button type="button" onClick={() => seat.map?.show({ centre: way.at, zoom: 17.5 })}>
              {way.number} {way.name[language]}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Finding({ code, severity, place, figures }: PlanFinding) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const said = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, format.tenth(value)]),
  );
  return (
    <li className={`finding ${severity}`}>
      <button type="button" onClick={() => seat.map?.fitTo(place.bounds)}>
        <strong>{t(`checks.severity.${severity}`)}</strong> {place.name[language]}
        <span className="label">{t(`checks.code.${code}`, said)}</span>
      </button>
    </li>
  );
}

function Capacities({ zones }: { readonly zones: readonly ZoneCapacity[] }) {
  const { t, format, language } = useWords();
  return (
    <table className="planner-table">
      <thead>
        <tr>
          <th scope="col">{t('checks.zone')}</th>
          <th scope="col">{t('checks.capacityPeople')}</th>
          <th scope="col">{t('checks.expected')}</th>
          <th scope="col">{t('checks.exits')}</th>
          <th scope="col">{t('checks.drain')}</th>
        </tr>
      </thead>
      <tbody>
        {zones.map((zone) => (
          <tr key={zone.zone} className={isOver(zone) ? 'over' : ''}>
            <th scope="row">{zone.name[language]}</th>
            <td>{format.count(zone.capacity)}</td>
            <td>
              {format.count(zone.expectedPeak)} {zone.expectedPeakAt}
            </td>
            <td>{format.tenth(zone.exitWidthM)}</td>
            <td>{format.tenth(zone.drainMin)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isOver({ expectedPeak, capacity }: ZoneCapacity): boolean {
  return expectedPeak !== undefined && expectedPeak > capacity;
}
