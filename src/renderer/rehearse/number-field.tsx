import { useState } from 'react';

interface NumberFieldProps {
  readonly label: string;
  /** Said to those who cannot see the field's place, and not drawn. */
  readonly isLabelHidden?: boolean;
  readonly value: number;
  /** Values are rounded to it; absent: whole numbers. */
  readonly step?: number;
  readonly least?: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** Typed freely; what was meant counts when the field is left, or with Enter. */
export function NumberField({
  label,
  isLabelHidden = false,
  value,
  step = 1,
  least = 1,
  most,
  onChange,
}: NumberFieldProps) {
  const [text, setText] = useState<string>();
  const commit = () => {
    const next = Math.round(Number(text) / step) * step;
    const isMeant = text !== undefined && text.trim() !== '' && Math.abs(next - value) > step / 2;
    if (isMeant && next >= least && next <= most) onChange(next);
    setText(undefined);
  };
  return (
    <label className="field">
      <span className={isLabelHidden ? 'hidden' : 'label'}>{label}</span>
      <input
        type="number"
        min={least}
        max={most}
        step={step}
        value={text ?? value}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Of a form this would be its first button.
          event.preventDefault();
          commit();
        }}
      />
    </label>
  );
}
