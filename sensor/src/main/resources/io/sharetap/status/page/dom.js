// Makes elements. Text from the wire only ever becomes text; what could mislead the eye is shown by its number.

const MISLEADING = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** An element with attributes and children; strings among these are text. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') {
      for (const [event, action] of Object.entries(value)) {
        element.addEventListener(event, action);
      }
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Text from the wire: control, invisible and direction-changing characters are marked, and made visible. */
export function wire(text) {
  return make('bdi', {}, visible(text));
}

/** The same for text of several lines that are our own. */
export function wireLines(text) {
  return text.split('\n').flatMap((line) => [...visible(line), '\n']);
}

function visible(text) {
  const parts = [];
  let from = 0;
  const whole = String(text ?? '');
  for (const found of whole.matchAll(MISLEADING)) {
    parts.push(whole.slice(from, found.index));
    const number = found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
    parts.push(make('span', { class: 'escaped', title: 'a character that is not shown' }, `U+${number}`));
    from = found.index + found[0].length;
  }
  parts.push(whole.slice(from));
  return parts;
}

/** Puts children in the place of those that are there, if anything of it changed. */
export function replace(parent, ...children) {
  const next = make('div', {}, ...children);
  if (parent.innerHTML !== next.innerHTML) {
    parent.replaceChildren(...next.childNodes);
  }
}

const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export function count(number) {
  return COUNT.format(number);
}

export function bytes(number) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let unit = 0;
  let scaled = number;
  while (scaled >= 1000 && unit < units.length - 1) {
    scaled /= 1000;
    unit += 1;
  }
  return `${scaled >= 100 || unit === 0 ? scaled.toFixed(0) : scaled.toPrecision(3)} ${units[unit]}`;
}

/** `2026-11-24 10:07:28`, UTC, of a time of a record. */
export function time(timestamp) {
  return timestamp.slice(0, 19).replace('T', ' ');
}

export function plural(number, one, many) {
  return `${count(number)} ${number === 1 ? one : many}`;
}
