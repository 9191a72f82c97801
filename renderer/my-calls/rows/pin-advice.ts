/** Advice on a PIN while it is typed; the device itself takes any digits. */

export type PinAdvice = 'pinRule' | 'pinShort' | 'pinLong' | 'pinSimple';

const SHORT = 4;
const LONG = 8;

export function pinAdvice(pin: string): PinAdvice {
  if (pin === '') return 'pinRule';
  if (pin.length < SHORT) return 'pinShort';
  if (pin.length > LONG) return 'pinLong';
  return isSimple(pin) ? 'pinSimple' : 'pinRule';
}

/** One digit repeated, or a run up or down: `1111`, `1234`, `8765`. */
function isSimple(pin: string): boolean {
  const steps = Array.from(pin.slice(1), (digit, i) => Number(digit) - Number(pin[i]));
  return [0, 1, -1].some((step) => steps.every((one) => one === step));
}
