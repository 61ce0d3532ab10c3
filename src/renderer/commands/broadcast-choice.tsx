import { type FormEvent, useEffect, useState } from 'react';
import type { DroneId } from '../../domain/base/ids.ts';
import { type BroadcastMessage, LONGEST_SPEECH } from '../../domain/forces/broadcast.ts';
import type { FeedSettingsJson } from '../../domain/session/feed-controls.ts';
import { LANGUAGES, type Language } from '../i18n/language.ts';
import { type Seat, useSeat, useWords, useWorld } from '../seat.ts';
import {
  type BroadcastDraft,
  feedOf,
  messageOf,
  PRESETS,
  presetText,
  reachOf,
  VOLUME_STEP_PCT,
} from './broadcast-draft.ts';
import { useCallsign } from './use-callsign.ts';

interface BroadcastChoiceProps {
  readonly drone: DroneId;
  readonly draft: BroadcastDraft;
  readonly onDrone: (drone: DroneId) => void;
  readonly onDraft: (draft: BroadcastDraft) => void;
  readonly onNext: (message: BroadcastMessage) => void;
  readonly onClose: () => void;
}

/** The first step: which drone, what it says, how loud and how often. */
export function BroadcastChoice({ drone, draft, ...on }: BroadcastChoiceProps) {
  const { t } = useWords();
  const message = messageOf(draft);
  const reach = useWorld(({ world }) => reachOf(world, drone));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (message) on.onNext(message);
  };
  return (
    <form onSubmit={submit}>
      <DroneField drone={drone} onDrone={on.onDrone} />
      <p className="label">{t(`broadcast.reach.${reach}`)}</p>
      <RecordingField drone={drone} draft={draft} onDraft={on.onDraft} />
      {draft.recording === undefined && <SpeechFields draft={draft} onDraft={on.onDraft} />}
      <VolumeField draft={draft} onDraft={on.onDraft} />
      <label className="check">
        <input
          type="checkbox"
          checked={draft.repeat}
          onChange={(event) => on.onDraft({ ...draft, repeat: event.target.checked })}
        />
        {t('broadcast.repeat')}
      </label>
      <div className="actions">
        <button type="button" onClick={on.onClose}>
          {t('common.cancel')}
        </button>
        <button type="submit" className="primary" disabled={!message}>
          {t('order.next')}
        </button>
      </div>
    </form>
  );
}

type FieldProps = Pick<BroadcastChoiceProps, 'draft' | 'onDraft'>;

function DroneField({ drone, onDrone }: Pick<BroadcastChoiceProps, 'drone' | 'onDrone'>) {
  const { t } = useWords();
  const ids = useWorld(({ world }) => Object.keys(world.drones));
  return (
    <label className="field">
      <span className="label">{t('broadcast.drone')}</span>
      <select value={drone} onChange={(event) => onDrone(event.target.value as DroneId)}>
        {ids.map((id) => (
          <DroneOption key={id} id={id} />
        ))}
      </select>
    </label>
  );
}

function DroneOption({ id }: { readonly id: string }) {
  return <option value={id}>{useCallsign(id)}</option>;
}

function SpeechFields({ draft, onDraft }: FieldProps) {
  const { t } = useWords();
  return (
    <>
      <fieldset className="spoken">
        <legend className="label">{t('broadcast.spoken')}</legend>
        {LANGUAGES.map((language) => (
          <label key={language}>
            <input
              type="radio"
              name="spoken"
              checked={draft.presetsIn === language}
              onChange={() => onDraft(inLanguage(draft, language))}
            />
            {t(`broadcast.language.${language}`)}
          </label>
        ))}
      </fieldset>
      <fieldset className="presets">
        <legend className="label">{t('broadcast.presets')}</legend>
        {PRESETS.map((preset) => {
          const text = presetText(preset, draft.presetsIn);
          return (
            <button
              key={preset}
              type="button"
              lang={draft.presetsIn}
              aria-pressed={draft.text === text}
              onClick={() => onDraft({ ...draft, text })}
            >
              {text}
            </button>
          );
        })}
      </fieldset>
      <label className="field">
        <span className="label">
          {t('broadcast.text', { length: draft.text.length, most: LONGEST_SPEECH })}
        </span>
        <textarea
          rows={3}
          maxLength={LONGEST_SPEECH}
          lang={draft.presetsIn}
          value={draft.text}
          onChange={(event) => onDraft({ ...draft, text: event.target.value })}
        />
      </label>
    </>
  );
}

function VolumeField({ draft, onDraft }: FieldProps) {
  const { t } = useWords();
  return (
    <label className="field">
      <span className="label">{t('broadcast.volume', { volume: draft.volumePct })}</span>
      <input
        type="range"
        min={0}
        max={100}
        step={VOLUME_STEP_PCT}
        value={draft.volumePct}
        onChange={(event) => onDraft({ ...draft, volumePct: event.target.valueAsNumber })}
      />
    </label>
  );
}

/** Offered only where the drone's feed has recordings. */
function RecordingField({ drone, draft, onDraft }: FieldProps & { readonly drone: DroneId }) {
  const seat = useSeat();
  const { t } = useWords();
  const feed = useWorld(({ world }) => feedOf(world, drone));
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    let shown = true;
    const show = (found: readonly string[]) => {
      if (shown) setNames(found);
    };
    const none = () => show([]);
    // Without the settings there is still the text.
    if (feed === undefined) none();
    else recordingsOf(seat, feed).then(show, none);
    return () => {
      shown = false;
    };
  }, [seat, feed]);
  if (names.length === 0) return null;
  return (
    <label className="field">
      <span className="label">{t('broadcast.content')}</span>
      <select
        value={draft.recording ?? ''}
        onChange={(event) => onDraft({ ...draft, recording: event.target.value || undefined })}
      >
        <option value="">{t('broadcast.ownText')}</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {t('broadcast.recordingNamed', { name })}
          </option>
        ))}
      </select>
    </label>
  );
}

async function recordingsOf(seat: Seat, feed: string): Promise<readonly string[]> {
  const { feeds } = await seat.call('feeds.settings', {});
  const settings: FeedSettingsJson | undefined = feeds.find((one) => one.feed === feed);
  const recordings = settings?.recordings;
  return typeof recordings === 'object' && recordings !== null ? Object.keys(recordings) : [];
}

/** A preset goes on in the other language; own words stay as they are. */
function inLanguage(draft: BroadcastDraft, language: Language): BroadcastDraft {
  const preset = PRESETS.find((one) => presetText(one, draft.presetsIn) === draft.text);
  return {
    ...draft,
    presetsIn: language,
    ...(preset === undefined ? {} : { text: presetText(preset, language) }),
  };
}
