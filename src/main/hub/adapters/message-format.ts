import { parse as parseCsv } from 'csv-parse/sync';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';

/** Elements nested deeper than this are no message of a sensor. */
const MAX_NESTED_TAGS = 64;
const MAX_CSV_LINE = 65_536;

/** How the bytes of a feed's messages are read, as part of an adapter's settings. */
export const messageFormatFields = {
  format: z.enum(['json', 'xml', 'csv']).default('json'),
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
  /** Without `columns` the first line names them. */
  csv: z
    .object({
      columns: z.array(z.string().min(1)).min(1).optional(),
      delimiter: z.enum([',', ';', '\t', '|']).default(','),
    })
    .prefault({}),
};
const messageFormatSchema = z.object(messageFormatFields);
export type MessageFormat = z.infer<typeof messageFormatSchema>;

/**
 * What turns bytes into the document that a mapping's paths read; made once for each feed. Throws in words on bytes
 * that are none.
 * XML: elements and `@attributes` without namespace prefixes, all values as text. CSV: an array of rows by column.
 */
export function messageReader(format: MessageFormat): (bytes: Uint8Array) => unknown {
  const decoder = new TextDecoder(format.encoding, { fatal: true });
  const read = { json: readJson, xml: readXml, csv: csvReader(format.csv) }[format.format];
  return (bytes) => {
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      throw new Error(`message is not text in ${format.encoding}`);
    }
    return read(text);
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`message is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

// Entities are never replaced: a message has no use for them, and nested ones fill the memory.
const xmlParser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  htmlEntities: false,
  maxNestedTags: MAX_NESTED_TAGS,
});

function readXml(text: string): unknown {
  const document = xmlPart(text);
  if (/<!DOCTYPE/i.test(document)) {
    throw new Error('message is XML with a document type, which may define entities');
  }
  // The parser is lenient: cut short, it would hand on the half of a number.
  const valid = XMLValidator.validate(document);
  if (valid !== true) {
    const { msg, line, col } = valid.err;
    throw new Error(`message is not XML: line ${line}, column ${col}: ${msg}`);
  }
  return xmlParser.parse(document);
}

/** Cameras send XML as one part of a MIME multipart body too; the part that is XML is the message. */
function xmlPart(text: string): string {
  const trimmed = text.trimStart();
  if (!trimmed.startsWith('--')) return trimmed;
  const [boundary = ''] = trimmed.split(/\r?\n/, 1);
  const part = trimmed
    .split(boundary)
    .map((each) => each.replace(/^[^<]*?\r?\n\r?\n/, '').trim())
    .find((each) => each.startsWith('<'));
  return part ?? trimmed;
}

function csvReader(csv: MessageFormat['csv']): (text: string) => unknown {
  return (text) => {
    if (text.trim() === '') throw new Error('message is empty: it has no lines');
    try {
      return parseCsv(text, {
        columns: csv.columns ?? true,
        delimiter: csv.delimiter,
        skip_empty_lines: true,
        trim: true,
        max_record_size: MAX_CSV_LINE,
      });
    } catch (error) {
      throw new Error(`message is not CSV: ${error instanceof Error ? error.message : error}`);
    }
  };
}
