/** Hand-written JSON, checked by a schema; mistakes are reported by line, in words, and never with a value. */

import * as jsonc from 'jsonc-parser';
import type { z } from 'zod';

export type ParsedWithLines<T> =
  | { readonly ok: true; readonly value: T }
  /** `line` counts from 1. */
  | { readonly ok: false; readonly line: number; readonly reason: string };

const syntaxReasons: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'expected a name in double quotes (or a comma too many before this)',
  ValueExpected: 'expected a value (or a comma too many before this)',
  ColonExpected: 'expected a colon',
  CommaExpected: 'expected a comma',
  CloseBraceExpected: 'expected a closing brace }',
  CloseBracketExpected: 'expected a closing bracket ]',
  EndOfFileExpected: 'expected nothing more',
  InvalidCommentToken: 'comments are not allowed',
  UnexpectedEndOfComment: 'comments are not allowed',
  UnexpectedEndOfString: 'expected a closing double quote',
  InvalidEscapeCharacter: 'expected a valid character after the backslash (write \\\\ for a backslash)',
};

/** Longer names are cut when a mistake is reported. */
const longestName = 100;

export function parseWithLines<T>(content: string, schema: z.ZodType<T>): ParsedWithLines<T> {
  try {
    return parse(content, schema);
  } catch (error) {
    // The parser goes down into what is nested, and so does the schema.
    if (error instanceof RangeError) return { ok: false, line: 1, reason: 'expected JSON of fewer levels' };
    throw error;
  }
}

function parse<T>(content: string, schema: z.ZodType<T>): ParsedWithLines<T> {
  const text = content.replace(/^\uFEFF/, '');
  const errors: jsonc.ParseError[] = [];
  const tree = jsonc.parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const wrong = (offset: number, reason: string) =>
    ({ ok: false, line: lineOf(text, offset), reason }) as const;

  const [error] = errors;
  if (error)
    return wrong(error.offset, syntaxReasons[jsonc.printParseErrorCode(error.error)] ?? 'expected JSON');
  if (!tree) return wrong(0, 'expected JSON, got an empty file');
  const twice = findTwice(tree);
  if (twice) return wrong(twice.offset, 'expected each name once');

  const value: unknown = jsonc.getNodeValue(tree);
  const checked = schema.safeParse(value);
  if (checked.success) return { ok: true, value: checked.data };
  const issue = checked.error.issues[0];
  if (!issue) return wrong(0, 'expected other content');
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...issue.path, ...(unknownKey === undefined ? [] : [unknownKey])].filter(
    (step) => typeof step !== 'symbol',
  );
  const name = path.join('.').slice(0, longestName);
  if (unknownKey !== undefined) return wrong(offsetOf(tree, path), `${name}: this name is not known`);
  return wrong(offsetOf(tree, path), name === '' ? issue.message : `${name}: ${issue.message}`);
}

/** Where the value at `path` begins, or what of it there is: a missing value is reported where it should be. */
function offsetOf(tree: jsonc.Node, path: jsonc.JSONPath): number {
  for (let length = path.length; ; length -= 1) {
    // Of no steps at all it is the tree.
    const node = jsonc.findNodeAtLocation(tree, path.slice(0, length));
    if (node) return node.parent?.type === 'property' ? node.parent.offset : node.offset;
  }
}

/** The second of two properties with one name: JSON takes the last, people may mean the first. */
function findTwice(node: jsonc.Node): jsonc.Node | undefined {
  const children = node.children ?? [];
  const names = new Set<unknown>();
  for (const child of children) {
    if (child.type === 'property') {
      const name: unknown = child.children?.[0]?.value;
      if (names.has(name)) return child;
      names.add(name);
    }
    const deeper = findTwice(child);
    if (deeper) return deeper;
  }
  return undefined;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
