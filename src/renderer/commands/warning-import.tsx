import { useRef, useState } from 'react';
import { hubSentence } from '../i18n/hub-sentence.ts';
import { isUnanswered } from '../link/link-lost.ts';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import { mayAct } from './may-act.ts';

/** A file longer than this is no CAP message; the hub takes no longer text either. */
const MAX_BYTES = 1_000_000;

/** Puts another authority's CAP message on the map as context. */
export function WarningImport() {
  const seat = useSeat();
  const { t, language } = useWords();
  const file = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const isNamed = useUi((state) => state.operator !== undefined);
  const may = useWorld((state) => mayAct(state, 'context.importCap'));
  if (!may) return null;
  const choose = () => {
    if (isNamed) file.current?.click();
    else seat.ui.setState({ dialog: { kind: 'takeOver', next: undefined } });
  };
  const read = async (chosen: File) => {
    if (chosen.size > MAX_BYTES) return setSaid(t('warning.importTooLong'));
    try {
      const { put, removed, notices } = await seat.call('context.importCap', {
        text: await chosen.text(),
      });
      const left = notices.map((notice) => hubSentence(notice, language));
      setSaid([t('warning.imported', { put, removed }), ...left].join(' · '));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setSaid(isUnanswered(error) ? reason : t('warning.importFailed', { reason }));
    }
  };
  return (
    <div className="warning-import">
      <button type="button" onClick={choose}>
        {t('warning.import')}
      </button>
      <input
        ref={file}
        type="file"
        className="hidden"
        tabIndex={-1}
        aria-label={t('warning.import')}
        accept=".xml,.cap,application/cap+xml,text/xml"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          event.target.value = '';
          if (chosen) void read(chosen);
        }}
      />
      <p className="label" role="status">
        {said}
      </p>
    </div>
  );
}
