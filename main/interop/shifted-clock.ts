/**
 * Loaded ahead of an app (`node --import`): its clock is SHIFTED_CLOCK_DAYS off the real one. So real sessions can have been
 * held weeks ago. Peers have the real time: a zone that is to be transferred meanwhile has no key, whose time they would check.
 */
const Real = Date;
const shiftMs = Number(process.env.SHIFTED_CLOCK_DAYS) * 86_400_000;

class ShiftedDate extends Real {
  constructor(...given: ConstructorParameters<DateConstructor> | []) {
    if (given.length === 0) super(ShiftedDate.now());
    else super(...given);
  }

  static override now(): number {
    return Real.now() + shiftMs;
  }
}
globalThis.Date = ShiftedDate as DateConstructor;
