// Decimal text to scaled integers and back, exactly: no float ever touches a price or a size.

/**
 * Parses plain decimal text into an integer of 10^-scale, or undefined where the text is not a
 * non-negative decimal, is finer than the scale, or does not fit a safe integer.
 * Accepts every spelling the exchange has used: `0.48`, `.48`, `0.480`, `1`, `1.`.
 */
export function parseScaled(text: string, scale: number): number | undefined {
  let value = 0;
  let digits = 0;
  let fractionDigits = -1; // -1 until the point was seen.

  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46 && fractionDigits === -1) {
      fractionDigits = 0;
      continue;
    }

    const digit = code - 48;
    if (digit < 0 || digit > 9) return undefined;
    digits++;
    if (fractionDigits >= 0) {
      if (fractionDigits === scale) {
        if (digit !== 0) return undefined; // Finer than the unit.
        continue;
      }

      fractionDigits++;
    }

    value = value * 10 + digit;
    if (value > Number.MAX_SAFE_INTEGER) return undefined;
  }

  if (digits === 0) return undefined;
  value *= 10 ** (scale - Math.max(fractionDigits, 0));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Formats a non-negative scaled integer as the exchange writes it: `0.48`, `1`, no trailing zeros. */
export function formatScaled(value: number, scale: number): string {
  const unit = 10 ** scale;
  const whole = Math.floor(value / unit);
  const fraction = value - whole * unit;
  if (fraction === 0) return String(whole);

  let text = String(fraction).padStart(scale, '0');
  let end = text.length;
  while (text.charCodeAt(end - 1) === 48) end--;
  text = text.slice(0, end);
  return `${whole}.${text}`;
}
