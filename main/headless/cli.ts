/** The command line: `hidden-primary serve | link | publish | backup | restore | check-zone`. */
import { runCommand } from './run-command.ts';

process.exitCode = await runCommand(process.argv.slice(2));
