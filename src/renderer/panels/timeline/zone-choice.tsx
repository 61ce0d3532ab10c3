import { useState } from 'react';
import { useSeat, useWords } from '../../seat.ts';
import { placeName } from '../../state/judgement.ts';

interface ZoneChoiceProps {
  readonly chosen: readonly string[];
  readonly colours: readonly string[];
}

/** Which zones stand beside the total; a chosen zone always does. */
export function ZoneChoice({ chosen, colours }: ZoneChoiceProps) {
  const seat = useSeat();
  const { t, language } = useWords();
  const [open, setOpen] = useState(false);
  const { leaves } = seat.facts.ground;
  const toggle = (id: string, on: boolean) =>
    seat.ui.setState(({ timelineZones, selection }) => ({
      timelineZones: on ? [...timelineZones, id] : timelineZones.filter((each) => each !== id),
      // What is chosen on the map has its curve for as long as it is chosen.
      ...(on || selection?.id !== id ? {} : { selection: undefined }),
    }));
  if (leaves.length === 0) return null;
  return (
    <div className="zone-choice">
      <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('timeline.zones')}
        {chosen.map((id, index) => (
          <Swatch key={id} colour={colours[index % colours.length] ?? ''} />
        ))}
      </button>
      {open && (
        <fieldset className="zone-choices">
          <legend className="hidden">{t('timeline.zones')}</legend>
          {leaves.map(({ id }) => {
            const index = chosen.indexOf(id);
            return (
              <label key={id} className="check">
                <input
                  type="checkbox"
                  checked={index >= 0}
                  onChange={(event) => toggle(id, event.target.checked)}
                />
                {index >= 0 && <Swatch colour={colours[index % colours.length] ?? ''} />}
                {placeName(seat.facts, id, language)}
              </label>
            );
          })}
        </fieldset>
      )}
    </div>
  );
}

function Swatch({ colour }: { readonly colour: string }) {
  return (
    <svg className="curve-swatch" viewBox="0 0 10 10" aria-hidden="true">
      <rect width="10" height="10" rx="2" fill={colour} />
    </svg>
  );
}
