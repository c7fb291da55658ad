/** What the name server did since the start, counted for `/statistics` and `/metrics`. */
import type { ServerEvent } from '../../shared/model/server-events.ts';

export class ServerCounters {
  questions = 0;
  transfers = 0;
  transfersCut = 0;
  transferOctets = 0;
  refusals = 0;
  sessions = 0;

  handle(event: ServerEvent): void {
    switch (event.kind) {
      case 'question-answered':
        this.questions++;
        break;
      case 'transfer-finished':
        this.transfers++;
        this.transferOctets += event.octets;
        break;
      case 'transfer-cut':
        this.transfersCut++;
        break;
      case 'request-refused':
        this.refusals++;
        break;
      default:
    }
  }
}
