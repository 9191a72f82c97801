/** A selector for what people type into or choose from, and may have begun to. */
export const editable = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]';
