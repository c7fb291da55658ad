/** What a UPnP thread is asked to do, and what it tells. */
import type { Mapping } from './router.ts';

export type UpnpTask =
  /** `host`: the default gateway, where it is known; nobody else is taken for the router then. */
  | { readonly kind: 'find'; readonly host: string | undefined }
  | { readonly kind: 'external-address'; readonly location: string }
  | {
      readonly kind: 'map';
      readonly location: string;
      readonly mapping: Mapping;
      readonly leaseSeconds: number;
    }
  | { readonly kind: 'unmap'; readonly location: string; readonly mapping: Mapping };

export type UpnpReply =
  | { readonly kind: 'found'; readonly location: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'external-address'; readonly address: string | undefined }
  | { readonly kind: 'mapped'; readonly leaseSeconds: number | null }
  | { readonly kind: 'unmapped' }
  /** What the router said, as `718 ConflictInMappingEntry`. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** It did not answer, or not as a router does. */
  | { readonly kind: 'failed'; readonly detail: string };

export interface UpnpRequest {
  readonly id: number;
  readonly task: UpnpTask;
}

export interface UpnpResponse {
  readonly id: number;
  readonly reply: UpnpReply;
}
