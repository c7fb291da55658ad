/**
 * For tests: what a zone shall do, as simply as it can be said. Names have one TXT each; nothing is on any disk. The
 * property test and the kill test hold the real zone against it.
 */

/** Name → text; a text that is missing is a set that is not there. */
export type Texts = Readonly<Record<string, string>>;
/** Name → wished text, or null to remove it. */
export type Wishes = Readonly<Record<string, string | null>>;

export type Deed =
  | { readonly do: 'edit'; readonly wishes: Wishes }
  | { readonly do: 'tool'; readonly wishes: Wishes }
  | { readonly do: 'undo' | 'redo' | 'commit' | 'discard' }
  /** Of the versions there are, the one so many before the last. */
  | { readonly do: 'restore'; readonly back: number };

interface ModelStep {
  readonly wishes: Wishes;
  readonly reverts?: number;
}

interface ModelVersion {
  readonly before: Texts;
  readonly after: Texts;
}

export interface ZoneModel {
  readonly base: Texts;
  readonly versions: readonly ModelVersion[];
  readonly steps: readonly ModelStep[];
  readonly undone: readonly ModelStep[];
}

export const EMPTY_MODEL: ZoneModel = { base: {}, versions: [], steps: [], undone: [] };

/** Version + draft. */
export const textsOf = ({ base, steps }: ZoneModel): Texts =>
  steps.reduce((texts, { wishes }) => applyWishes(texts, wishes), base);

/** The model after a deed; itself when the deed has nothing to do. */
export function afterDeed(model: ZoneModel, deed: Deed): ZoneModel {
  const texts = textsOf(model);
  switch (deed.do) {
    case 'edit':
      return withStep(model, deed.wishes);
    case 'discard':
      return withStep(model, wishesBetween(texts, model.base));
    case 'restore': {
      const version = model.versions.at(-1 - deed.back);
      return version === undefined ? model : withStep(model, wishesBetween(texts, version.after));
    }
    case 'undo':
      return undo(model);
    case 'redo':
      return redo(model);
    case 'commit': {
      if (model.versions.length > 0 && same(texts, model.base)) return model;
      const version = { before: model.base, after: texts };
      return { base: texts, versions: [...model.versions, version], steps: [], undone: [] };
    }
    case 'tool': {
      if (model.versions.length === 0) return withStep(model, deed.wishes);
      const after = applyWishes(model.base, deed.wishes);
      if (same(after, model.base)) return model;
      return { ...model, base: after, versions: [...model.versions, { before: model.base, after }] };
    }
  }
}

export const same = (a: Texts, b: Texts): boolean => Object.keys(wishesBetween(a, b)).length === 0;

function withStep(model: ZoneModel, wishes: Wishes): ZoneModel {
  const texts = textsOf(model);
  if (same(applyWishes(texts, wishes), texts)) return model;
  return { ...model, steps: [...model.steps, { wishes }], undone: [] };
}

function undo(model: ZoneModel): ZoneModel {
  const top = model.steps.at(-1);
  if (top !== undefined && top.reverts === undefined)
    return { ...model, steps: model.steps.slice(0, -1), undone: [...model.undone, top] };
  const number = top?.reverts === undefined ? model.versions.length : top.reverts - 1;
  const version = model.versions[number - 1];
  if (version === undefined) return model;
  const step = { wishes: wishesBetween(version.after, version.before), reverts: number };
  return { ...model, steps: [...model.steps, step], undone: [] };
}

function redo(model: ZoneModel): ZoneModel {
  const next = model.undone.at(-1);
  if (next !== undefined)
    return { ...model, steps: [...model.steps, next], undone: model.undone.slice(0, -1) };
  if (model.steps.at(-1)?.reverts === undefined) return model;
  return { ...model, steps: model.steps.slice(0, -1) };
}

function applyWishes(texts: Texts, wishes: Wishes): Texts {
  const after: Record<string, string> = { ...texts };
  for (const [name, text] of Object.entries(wishes))
    if (text === null) delete after[name];
    else after[name] = text;
  return after;
}

function wishesBetween(from: Texts, to: Texts): Wishes {
  const wishes: Record<string, string | null> = {};
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)]))
    if (from[name] !== to[name]) wishes[name] = to[name] ?? null;
  return wishes;
}
