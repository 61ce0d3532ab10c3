import type { ExpectedPeople } from '../../domain/rehearsal/expected-people.ts';
import { useSeat, useWords } from '../seat.ts';
import { NumberField } from './number-field.tsx';
import { arrivingPeople, withGateShare, withPeak, withVisits } from './shape-arrivals.ts';

interface ArrivalsEditorProps {
  /** What the script asks for with the changes. */
  readonly expected: ExpectedPeople;
  readonly changes: readonly string[];
  readonly onChange: (changes: readonly string[]) => void;
}

/** Who comes: visits in all, the peak that is aimed at, and the share of each gate. What is typed becomes changes. */
export function ArrivalsEditor({ expected, changes, onChange }: ArrivalsEditorProps) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const arriving = arrivingPeople(expected);
  const metro = expected.gates
    .filter(({ gate }) => seat.facts.gates.get(gate)?.kind === 'metroExit')
    .reduce((sum, { people }) => sum + people, 0);
  const mostFirst = [...expected.gates].sort((a, b) => b.people - a.people);
  return (
    <details className="arrivals">
      <summary>
        {t('planner.arrivals', {
          visits: format.count(expected.visits),
          peak: format.count(expected.peak),
          at: format.minute(expected.peakAt),
          metro: format.percent(metro / arriving),
        })}
      </summary>
      <div className="field-row">
        <NumberField
          label={t('planner.visits')}
          value={Math.round(expected.visits)}
          most={2_000_000}
          onChange={(visits) => onChange(withVisits(changes, expected, visits))}
        />
        <NumberField
          label={t('planner.peak')}
          value={Math.round(expected.peak)}
          most={500_000}
          onChange={(peak) => onChange(withPeak(changes, expected, peak))}
        />
      </div>
      <table className="planner-table">
        <thead>
          <tr>
            <th scope="col">{t('planner.gate')}</th>
            <th scope="col">{t('unit.people')}</th>
            <th scope="col">{t('planner.share')}</th>
          </tr>
        </thead>
        <tbody>
          {mostFirst.map(({ gate, people }) => {
            const name = seat.facts.gates.get(gate)?.name[language] ?? gate;
            return (
              <tr key={gate}>
                <th scope="row">{name}</th>
                <td>{format.count(people)}</td>
                <td>
                  <NumberField
                    label={t('planner.shareOf', { gate: name })}
                    isLabelHidden
                    value={Math.round((1_000 * people) / arriving) / 10}
                    step={0.1}
                    least={0.1}
                    most={90}
                    onChange={(percent) =>
                      onChange(withGateShare(changes, expected, gate, percent / 100))
                    }
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
