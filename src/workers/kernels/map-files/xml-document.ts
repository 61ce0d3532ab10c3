import { DOMParser, type Document } from '@xmldom/xmldom';
import { MapFileProblem } from './map-file-problem.ts';

/** What stands before the root element, and the root's name; anything else there is not let in. */
const PROLOG = /^(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/;
const ROOT = /^<(?:[\w.-]+:)?([\w.-]+)/;

/**
 * The name of the root element, without its prefix; undefined when the text is no XML. Throws when a document type
 * stands before it: entities could blow a small file up or ask for files and addresses, and no map needs them.
 */
export function xmlRootName(text: string): string | undefined {
  const begin = PROLOG.exec(text)?.[0].length ?? 0;
  const rest = text.slice(begin, begin + 400);
  if (/^<!(DOCTYPE|ENTITY)/i.test(rest)) {
    throw new MapFileProblem('', 'has a document type (DOCTYPE), which is not read: remove it');
  }
  return ROOT.exec(rest)?.[1];
}

/** Parses XML strictly and without any document type; nothing outside the text is ever asked for. */
export function parseXml(text: string): Document {
  xmlRootName(text);
  try {
    return new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message);
      },
    }).parseFromString(text, 'text/xml');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MapFileProblem(
      '',
      `is not well-formed XML: ${why.replace(/\s+/g, ' ').slice(0, 200)}`,
    );
  }
}
