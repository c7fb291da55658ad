/** A secondary as it is being typed: lists are one entry a line, errors name the line. */
import { parseAddressOrBlock, parseEndpointText, printEndpoint } from '../../shared/model/addresses.ts';
import type { Endpoint, Secondary } from '../../shared/model/secondary.ts';
import { providerById } from '../../shared/providers/catalog.ts';
import { words } from './words.ts';

/** A secondary that has no id yet. */
export type NewSecondary = Omit<Secondary, 'id'>;

/** What the form takes for a server of one's own. */
export const OWN_SERVER = '';

export class SecondaryDraft {
  provider = $state(OWN_SERVER);
  name = $state('');
  transferFrom = $state('');
  notifyTo = $state('');
  verifyAt = $state('');
  primary = $state('');
  signNotify = $state(true);
  readonly id: string | null;

  constructor(secondary: Secondary | null, primary: Endpoint | null = null) {
    this.id = secondary?.id ?? null;
    if (primary !== null) this.primary = printEndpoint(primary);
    if (secondary === null) return;
    this.provider = secondary.provider ?? OWN_SERVER;
    this.name = secondary.name;
    this.transferFrom = secondary.transferFrom.join('\n');
    this.notifyTo = secondary.notifyTo.map(endpointLine).join('\n');
    this.verifyAt = secondary.verifyAt.map(endpointLine).join('\n');
    this.primary = secondary.primaryAddress === null ? '' : printEndpoint(secondary.primaryAddress);
    this.signNotify = secondary.signNotify;
  }

  /** Fills in what is known of a provider. */
  takeProvider(id: string): void {
    this.provider = id;
    const known = providerById(id);
    this.name = known?.name ?? '';
    this.transferFrom = known?.transferFrom.join('\n') ?? '';
    this.notifyTo = known?.notifyTo.map(endpointLine).join('\n') ?? '';
    this.verifyAt = known?.verifyAt.map(endpointLine).join('\n') ?? '';
  }

  readonly transferFromError = $derived(faultyLine(this.transferFrom, parseAddressOrBlock, words.badAddress));
  readonly notifyToError = $derived(faultyLine(this.notifyTo, parseEndpointText, words.badEndpoint));
  readonly verifyAtError = $derived(faultyLine(this.verifyAt, parseEndpointText, words.badEndpoint));
  readonly primaryError = $derived(
    this.primary.trim() !== '' && parseEndpointText(this.primary) === undefined
      ? words.badEndpoint(this.primary)
      : null,
  );
  readonly valid = $derived(
    this.name.trim() !== '' &&
      [this.transferFromError, this.notifyToError, this.verifyAtError, this.primaryError].every(
        (error) => error === null,
      ),
  );

  toNew(): NewSecondary {
    return {
      name: this.name.trim(),
      provider: this.provider === OWN_SERVER ? null : this.provider,
      transferFrom: parsed(this.transferFrom, parseAddressOrBlock),
      notifyTo: parsed(this.notifyTo, parseEndpointText),
      verifyAt: parsed(this.verifyAt, parseEndpointText),
      signNotify: this.signNotify,
      primaryAddress: parseEndpointText(this.primary) ?? null,
    };
  }
}

const linesOf = (text: string): readonly string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

function faultyLine(
  text: string,
  parse: (line: string) => unknown,
  sentence: (line: string) => string,
): string | null {
  const faulty = linesOf(text).find((line) => parse(line) === undefined);
  return faulty === undefined ? null : sentence(faulty);
}

const parsed = <T>(text: string, parse: (line: string) => T | undefined): T[] =>
  linesOf(text).flatMap((line) => parse(line) ?? []);

const endpointLine = (endpoint: Endpoint): string =>
  endpoint.port === 53 ? endpoint.address : printEndpoint(endpoint);
