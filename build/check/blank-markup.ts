/** The scripts of a Svelte component, each line where it was; markup and styles become empty lines. */
export function blankMarkup(component: string): string {
  let scripts = '';
  let end = 0;
  for (const match of component.matchAll(/(<script[^>]*>)(.*?)<\/script>/gs)) {
    const [, tag = '', script = ''] = match;
    const start = match.index + tag.length;
    scripts += component.slice(end, start).replace(/[^\n]/g, '') + script;
    end = start + script.length;
  }
  return scripts;
}
