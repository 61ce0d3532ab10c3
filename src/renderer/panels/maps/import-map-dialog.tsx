import { useEffect, useRef, useState } from 'react';
import { MAX_MAP_UPLOAD_BYTES } from '../../../domain/site/map-layer.ts';
import { useSeat, useWords } from '../../seat.ts';
import { Modal } from '../../ui/modal.tsx';
import { ImportMapForm } from './import-map-form.tsx';
import { sendMapFile } from './send-map-file.ts';

/** A file that was chosen, and how far it has come. */
interface Sending {
  readonly file: File;
  readonly share: number;
  /** The hub's name for it, once all of it is there. */
  readonly upload?: string;
}

/** Puts a map file on everybody's map: chosen, looked at in each datum, named, added. */
export function ImportMapDialog() {
  const seat = useSeat();
  const { t, format } = useWords();
  const [sending, setSending] = useState<Sending>();
  const [failure, setFailure] = useState('');
  const stop = useRef<AbortController>(undefined);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const close = () => seat.ui.setState({ dialog: undefined });

  const choose = (file: File) => {
    stop.current?.abort();
    const mine = new AbortController();
    stop.current = mine;
    setFailure('');
    setSending(undefined);
    if (file.size > MAX_MAP_UPLOAD_BYTES) return setFailure(t('maps.tooLong'));
    setSending({ file, share: 0 });
    const tell = (share: number) => {
      if (!mine.signal.aborted) setSending({ file, share });
    };
    sendMapFile(seat.call, file, mine.signal, tell).then(
      (upload) => {
        if (!mine.signal.aborted) setSending({ file, share: 1, upload });
      },
      (error: Error) => {
        if (!mine.signal.aborted) setFailure(t('maps.refused', { reason: error.message }));
      },
    );
  };
  return (
    <Modal title={t('maps.dialogTitle')} onClose={close} className="import-map">
      <p className="label">{t('maps.help')}</p>
      <p className="map-file">
        <button type="button" onClick={() => input.current?.click()}>
          {t('maps.chooseFile')}
        </button>{' '}
        {sending?.file.name}
      </p>
      <input
        ref={input}
        type="file"
        className="hidden"
        tabIndex={-1}
        aria-label={t('maps.file')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) choose(file);
        }}
      />
      {sending && sending.upload === undefined && failure === '' && (
        <p role="status">{t('maps.sending', { percent: format.percent(sending.share) })}</p>
      )}
      <p role="alert" className="failure">
        {failure}
      </p>
      {sending?.upload === undefined ? (
        <div className="actions">
          <button type="button" onClick={close}>
            {t('common.cancel')}
          </button>
        </div>
      ) : (
        <ImportMapForm
          key={sending.upload}
          upload={sending.upload}
          fileName={sending.file.name}
          onClose={close}
        />
      )}
    </Modal>
  );
}
