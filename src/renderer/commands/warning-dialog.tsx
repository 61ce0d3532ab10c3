import { type FormEvent, useState } from 'react';
import { openWarning } from '../../domain/session/world.ts';
import {
  WARNING_LANGUAGES,
  WARNING_MESSAGES,
  type WarningLanguage,
  type WarningText,
} from '../../domain/warning/warning.ts';
import { readWorld, useSeat, useWords, useWorld } from '../seat.ts';
import { levelAt, placeFigures, placeName } from '../state/judgement.ts';
import { LevelMark } from '../ui/level-mark.tsx';
import { Modal } from '../ui/modal.tsx';
import {
  GREATEST_VALID_MIN,
  isComplete,
  LEAST_VALID_MIN,
  newRequestName,
  newWarningDraft,
  statusesOf,
  type WarningDraft,
  withMessage,
} from './warning-draft.ts';
import { WarningReview } from './warning-review.tsx';

/** A public warning in two steps: write it, then check the message that goes out. */
export function WarningDialog({ place }: { readonly place: string }) {
  const seat = useSeat();
  const { t } = useWords();
  const [draft, setDraft] = useState(() =>
    newWarningDraft(seat.facts, readWorld(seat).world, place),
  );
  const [request, setRequest] = useState<string>();
  const close = () => seat.ui.setState({ dialog: undefined });
  return (
    <Modal title={t('warning.title')} onClose={close} className="warning-dialog">
      <WarnedPlaceHead place={place} />
      {request === undefined ? (
        <WarningForm
          draft={draft}
          onDraft={setDraft}
          onNext={() => setRequest(newRequestName())}
          onClose={close}
        />
      ) : (
        <WarningReview
          draft={draft}
          request={request}
          onBack={() => setRequest(undefined)}
          onClose={close}
        />
      )}
    </Modal>
  );
}

function WarnedPlaceHead({ place }: { readonly place: string }) {
  const { facts } = useSeat();
  const { t, format, language } = useWords();
  const [level, people, sd] = useWorld(({ world, now }) => {
    const zone = facts.leafIndex.get(place);
    const hotSpot = facts.site.hotSpots.findIndex(({ id }) => id === place);
    const known =
      zone === undefined
        ? placeFigures(world, { kind: 'hotSpot', index: hotSpot })
        : placeFigures(world, { kind: 'zone', index: zone });
    return [
      levelAt(world, now, place, known?.supportAt),
      format.count(known?.people),
      format.count(known?.sd),
    ];
  });
  return (
    <p className="warned-place">
      <LevelMark level={level} /> <strong>{placeName(facts, place, language)}</strong>{' '}
      <span className="label">
        {people} {t('unit.plusMinus', { n: sd })} {t('unit.people')}
      </span>
    </p>
  );
}

interface WarningFormProps {
  readonly draft: WarningDraft;
  readonly onDraft: (draft: WarningDraft) => void;
  readonly onNext: () => void;
  readonly onClose: () => void;
}

function WarningForm({ draft, onDraft, onNext, onClose }: WarningFormProps) {
  const { t } = useWords();
  const change = (part: Partial<WarningDraft>) => onDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete(draft)) onNext();
  };
  return (
    <form onSubmit={submit}>
      <div className="warning-choices">
        <MessageChoice draft={draft} onChange={change} />
        <StatusChoice draft={draft} onChange={change} />
        <LanguageChoice draft={draft} onChange={change} />
        <label className="field">
          <span className="label">{t('warning.validMin')}</span>
          <input
            type="number"
            min={LEAST_VALID_MIN}
            max={GREATEST_VALID_MIN}
            step={5}
            required
            value={Number.isFinite(draft.validMin) ? draft.validMin : ''}
            onChange={(event) => change({ validMin: event.target.valueAsNumber })}
          />
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={draft.withCircle}
            onChange={(event) => change({ withCircle: event.target.checked })}
          />
          {t('warning.withCircle')}
        </label>
      </div>
      {draft.languages.map((language) => (
        <TextFields
          key={language}
          language={language}
          text={draft.texts[language]}
          onChange={(text) => change({ texts: { ...draft.texts, [language]: text } })}
        />
      ))}
      <p className="label">{t('warning.figureHelp')}</p>
      <div className="actions">
        <button type="button" onClick={onClose}>
          {t('common.cancel')}
        </button>
        <button type="submit" className="primary" disabled={!isComplete(draft)}>
          {t('warning.next')}
        </button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  readonly draft: WarningDraft;
  readonly onChange: (part: Partial<WarningDraft>) => void;
}

/** A first warning, or an update or the end of the one that is open. */
function MessageChoice({ draft, onChange }: ChoiceProps) {
  const seat = useSeat();
  const { t } = useWords();
  const openStatus = useWorld(({ world }) => openWarning(world, draft.place)?.status);
  const isOpen = openStatus !== undefined;
  const choices = WARNING_MESSAGES.filter((message) => (message === 'Alert') !== isOpen);
  return (
    <fieldset className="choice">
      <legend className="label">{t('warning.message')}</legend>
      {choices.map((message) => (
        <label key={message}>
          <input
            type="radio"
            name="message"
            checked={draft.message === message}
            onChange={() =>
              onChange(withMessage(seat.facts, readWorld(seat).world, draft, message))
            }
          />
          {t(`warning.messageOf.${message}`)}
        </label>
      ))}
    </fieldset>
  );
}

function StatusChoice({ draft, onChange }: ChoiceProps) {
  const { t } = useWords();
  const refers = draft.message !== 'Alert';
  const statuses = useWorld(({ world }) => (refers ? [draft.status] : statusesOf(world)));
  return (
    <fieldset className="choice">
      <legend className="label">{t('warning.status')}</legend>
      {statuses.map((status) => (
        <label key={status}>
          <input
            type="radio"
            name="status"
            checked={draft.status === status}
            onChange={() => onChange({ status })}
          />
          {t(`warning.statusOf.${status}`)}
        </label>
      ))}
    </fieldset>
  );
}

function LanguageChoice({ draft, onChange }: ChoiceProps) {
  const { t } = useWords();
  const toggle = (language: WarningLanguage, isChosen: boolean) => {
    const languages = WARNING_LANGUAGES.filter((each) =>
      each === language ? isChosen : draft.languages.includes(each),
    );
    onChange({ languages });
  };
  return (
    <fieldset className="choice">
      <legend className="label">{t('warning.languages')}</legend>
      {WARNING_LANGUAGES.map((language) => (
        <label key={language}>
          <input
            type="checkbox"
            checked={draft.languages.includes(language)}
            onChange={(event) => toggle(language, event.target.checked)}
          />
          {t(`warning.language.${language}`)}
        </label>
      ))}
    </fieldset>
  );
}

interface TextFieldsProps {
  readonly language: WarningLanguage;
  readonly text: WarningText;
  readonly onChange: (text: WarningText) => void;
}

function TextFields({ language, text, onChange }: TextFieldsProps) {
  const { t } = useWords();
  const of = t(`warning.language.${language}`);
  return (
    <fieldset className="warning-text" lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <legend className="hidden">{of}</legend>
      <label className="field">
        <span className="label">{t('warning.headline', { language: of })}</span>
        <input
          type="text"
          required
          maxLength={160}
          value={text.headline}
          onChange={(event) => onChange({ ...text, headline: event.target.value })}
        />
      </label>
      <label className="field">
        <span className="label">{t('warning.instruction', { language: of })}</span>
        <textarea
          required
          rows={2}
          maxLength={1_000}
          value={text.instruction}
          onChange={(event) => onChange({ ...text, instruction: event.target.value })}
        />
      </label>
    </fieldset>
  );
}
