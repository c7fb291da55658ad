/** That a term is renamed in one file: no word of the screens spells one out, and no screen has words of its own. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { TERMS } from '../shared/model/terms.ts';
import { ROOT } from './paths.ts';

/** Terms of the field that hold one of ours, and other senses of the same word; they stay when ours is renamed. */
const NOT_OURS = [
  /zone(?:-| )?(?:files?|text|transfers?|cuts?)/gi,
  /time zones?/gi,
  // What other programs call theirs.
  /PowerDNS zones?/g,
  /desktop session/g,
  /own rhythm/g,
  /EDNS version|newer version of this app|^Version$/g,
  // To edit is a verb; an edit is ours.
  /Enter edits|^Edit…$|you edit|edits? in place/gi,
  // A command's name.
  /check-zone/g,
  // Codes.
  /^[a-z]+(?:-[a-z]+)+$/g,
];
/** Words that mean other things, too, alone: they are taken from TERMS where the app's own thing is meant. */
const COMMON: ReadonlySet<string> = new Set([
  'Records',
  'History',
  'Settings',
  'Help',
  'Activity',
  'Hidden Primary',
  // A key is published, too.
  'published',
  'Published',
]);

const spelled = Object.values(TERMS)
  .filter((term) => !COMMON.has(term))
  .toSorted((a, b) => b.length - a.length);
const TERM = new RegExp(`\\b(?:${spelled.join('|')})\\b`, 'gi');

const files = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: ROOT }).filter((file) => !/\.test\.ts$/.test(file));

/** Literal texts of a module, and where they stand: what is imported, compared, or names a type is none. */
function textsOf(file: string): readonly { readonly text: string; readonly line: number }[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const texts: { text: string; line: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isLiteralTypeNode(node) || ts.isBinaryExpression(node)) {
      if (ts.isBinaryExpression(node) && node.operatorToken.kind !== ts.SyntaxKind.EqualsEqualsEqualsToken)
        ts.forEachChild(node, visit);
      return;
    }
    if (ts.isPropertyAssignment(node))
      return node.name.getText() === 'value' ? undefined : visit(node.initializer);
    if (ts.isCaseClause(node)) return node.statements.forEach(visit);
    if (ts.isElementAccessExpression(node)) return visit(node.expression);
    if (ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      texts.push({ text: node.text, line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

const ownTerms = (text: string): readonly string[] =>
  NOT_OURS.reduce((rest, phrase) => rest.replace(phrase, '…'), text).match(TERM) ?? [];

/** Attributes that are read out or shown. Placeholders hold examples. */
const READ_OUT = /^(title|label|hint|alt|aria-label|aria-description)$/;

const UNIT = /^\s*(?:px|%)\s*$/;

/** Words that a screen's template holds itself. */
function wordsInTemplate(file: string): readonly string[] {
  const { fragment } = parse(readFileSync(path.join(ROOT, file), 'utf8'), { modern: true });
  const found: string[] = [];
  const visit = (node: unknown, inAttribute: boolean): void => {
    if (Array.isArray(node)) return node.forEach((one) => visit(one, inAttribute));
    if (typeof node !== 'object' || node === null) return;
    const { type } = node as AST.BaseNode;
    if (type === 'Comment') return;
    if (type === 'Attribute') {
      const { name, value } = node as AST.Attribute;
      return visit(value, !READ_OUT.test(name));
    }
    if (
      type === 'Text' &&
      !inAttribute &&
      /\p{L}{2}/u.test((node as AST.Text).data) &&
      !UNIT.test((node as AST.Text).data)
    )
      found.push((node as AST.Text).data.trim());
    for (const [key, child] of Object.entries(node))
      if (key !== 'metadata' && key !== 'parent') visit(child, inAttribute);
  };
  visit(fragment.nodes, false);
  return found;
}

describe('the words of the screens', () => {
  const wordFiles = [...files('renderer/**/*words.ts'), ...files('shared/model/*-sentences.ts')];

  it.each(wordFiles)('%s takes its terms from shared/model/terms.ts', (file) => {
    const told = textsOf(file).flatMap(({ text, line }) =>
      ownTerms(text).map((term) => `${file}:${line}: “${term}” in “${text.trim()}”`),
    );
    expect(told).toEqual([]);
  });

  it.each(wordFiles)('%s speaks of versions, never of commits', (file) => {
    expect(textsOf(file).filter(({ text }) => /\bcommit/i.test(text))).toEqual([]);
  });

  it('are in words.ts alone', () => {
    const told = files('renderer/**/*.svelte').flatMap((file) =>
      wordsInTemplate(file).map((text) => `${file}: “${text}”`),
    );
    expect(told).toEqual([]);
  });
});
