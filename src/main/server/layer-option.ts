import path from 'node:path';
import { DATUMS, type Datum } from '../../domain/geo/datum.ts';

/** A map that the command line asks for: `FILE#datum=GCJ-02&name=…&attribution=…`. */
export interface LayerOption {
  readonly file: string;
  /** Absent: nobody said; the hub answers with the one that seems to fit. */
  readonly datum: Datum | undefined;
  readonly name: string;
  readonly attribution: string | undefined;
}

const KNOWN = ['datum', 'name', 'attribution'];

/** Reads one `--layer`; an error says what is wrong with it. The name defaults to the file's, without its ending. */
export function readLayerOption(text: string): LayerOption | string {
  const hash = text.lastIndexOf('#');
  // A file may have a # in its name: it begins a list of settings only when it looks like one.
  const isList = hash >= 0 && /^(datum|name|attribution)=/.test(text.slice(hash + 1));
  const file = isList ? text.slice(0, hash) : text;
  const settings = new URLSearchParams(isList ? text.slice(hash + 1) : '');
  if (file === '') return `--layer "${text}" names no file`;
  const unknown = [...settings.keys()].find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) {
    return `--layer ${file}: "${unknown}" is none of ${KNOWN.join(', ')}`;
  }
  const named = settings.get('datum');
  const datum = DATUMS.find((each) => each === named);
  if (named !== null && !datum) {
    return `--layer ${file}: datum is ${DATUMS.join(', ')}, not "${named}"`;
  }
  const name = (settings.get('name') ?? path.parse(file).name).trim().slice(0, 80);
  if (name === '') return `--layer ${file}: its name is empty`;
  return { file, datum, name, attribution: settings.get('attribution')?.slice(0, 300) };
}
