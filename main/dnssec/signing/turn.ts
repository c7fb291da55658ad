/** How long work shares the main thread: asked now and then whether its turn is over (main/zones/turn.ts is one). */
export interface Turn {
  readonly isOver: boolean;
  pass(): Promise<void>;
}

/** What a signing run tells and heeds. */
export interface SigningWork {
  readonly turn: Turn;
  /** Sets signed so far, of about so many. */
  readonly onProgress?: (signed: number, total: number) => void;
  /** Gives up with the signal's reason; nothing half-signed is returned. */
  readonly signal?: AbortSignal;
}
