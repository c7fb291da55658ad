/** How the command line is used. */
export const USAGE = `usage:
  hidden-primary serve [--data-dir DIR] [--ui 127.0.0.1:8053] [--dns 127.0.0.1:5300 …] [--keep-open]
                       [--api 127.0.0.1:8081] [--api-key-file F] [--vault keychain|file] [--passphrase-file F]
                                              the screens on loopback, in a browser
  hidden-primary link [--data-dir DIR]        a new one-time link to the running instance's screens
  hidden-primary publish [ZONE …] [--until-synced] [--max 20m] [--data-dir DIR] [--dns 127.0.0.1:5300 …]
                         [--vault keychain|file] [--passphrase-file F]
                                              one publish session; waits for it with --until-synced
  hidden-primary backup FILE --recovery-passphrase-file F [--data-dir DIR]
                        [--vault keychain|file] [--passphrase-file F]
                                              everything that cannot be made again, in an age file
  hidden-primary restore FILE --recovery-passphrase-file F [--data-dir DIR]
                         [--vault keychain|file] [--passphrase-file F]
                                              the same into an empty data folder
  hidden-primary check-zone [--origin example.com] FILE
                                              the zone normalised; exit 1 with FILE:LINE:COL: message

Where nothing runs on the data folder, publish, backup and restore do it alone: --dns, --vault and
--passphrase-file are for that.
`;

/** The command line cannot be followed; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
