import { XMLParser } from 'fast-xml-parser';
import { err, ok, type Result } from '../../../domain/base/result.ts';

/** An element: attributes under `$`, text under `#text`, children by their local name, always as lists. */
export interface XmlElement {
  readonly $?: Readonly<Record<string, string>>;
  readonly '#text'?: string;
  readonly [child: string]: unknown;
}

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributesGroupName: '$',
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  alwaysCreateTextNode: true,
  // Nothing is looked up and nothing grows: only what XML itself predefines is put back, below.
  processEntities: false,
  maxNestedTags: 40,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
  jPath: false,
});

const COMMENT_OR_CDATA = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g;

/**
 * Reads XML of a stranger. A document type is refused: it alone can name entities, files and addresses, and none of the
 * messages read here has one. The parser itself opens nothing and resolves nothing.
 * `strict` checks that the text is well formed, which takes a second pass.
 */
export function readXml(
  text: string,
  { strict = false }: { readonly strict?: boolean } = {},
): Result<XmlElement> {
  if (/<!DOCTYPE|<!ENTITY/i.test(text.replace(COMMENT_OR_CDATA, ''))) {
    return err('has a document type (DOCTYPE), which is not read: send it without one');
  }
  try {
    return ok(PARSER.parse(text, strict) as XmlElement);
  } catch (error) {
    return err(`is not XML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The children of that local name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  if (element === undefined || !Object.hasOwn(element, name)) return [];
  const children = element[name];
  return Array.isArray(children) ? (children as readonly XmlElement[]) : [];
}

/** The first child of that local name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return childrenOf(element, name)[0];
}

/** The text of an element, without the white space around it; empty where it has none. */
export function textOf(element: XmlElement | undefined): string {
  const text = element?.['#text'];
  return text === undefined ? '' : plain(`${text}`).trim();
}

/** An attribute; undefined where it is absent. */
export function attributeOf(element: XmlElement | undefined, name: string): string | undefined {
  const attributes = element?.$;
  if (attributes === undefined || !Object.hasOwn(attributes, name)) return undefined;
  return plain(`${attributes[name]}`);
}

const PREDEFINED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Puts the five predefined entities and character references back; any other name stays as it is written. */
function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g,
    (all, ...groups) => {
      const [name, decimal, hex] = groups as (string | undefined)[];
      if (name !== undefined) return PREDEFINED[name] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
        ? String.fromCodePoint(code)
        : all;
    },
  );
}
