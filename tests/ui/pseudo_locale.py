#!/usr/bin/env python3
"""pseudo_locale.py ROOT PROGRAM: runs PROGRAM under a language that nobody speaks: “Leave” is “[Ĺéàvé ~~~]” in it.

Whoever sees a word without brackets has found a string that no translator gets; whoever sees one without its end, a place too small for
German. The language is made here from the sources, like the template translators get. PROGRAM's exit status is ours.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

LOCALE = 'en_US.UTF-8'  # gettext has no languages in "C"
LANGUAGE = 'xx'
ACCENTS = str.maketrans('aeiouyACEGHILNORSUWYZcgnrsz', 'àéîöúýÅÇÉĞĤÎĹÑÖŔŠÛŴÝŽçğñŕšž')
# What a program reads, not a person: directives of printf and strftime, mnemonics, markup.
KEPT = re.compile(r'(%(?:\d+\$)?[-+0 #]*\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[a-zA-Z%]|_(?=\w)|<[^>]*>|\\.)')
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3']


def make_template(root, path):
    """What meson's target hearth-pot does, elsewhere than in the source tree."""
    subprocess.run(['xgettext', f'--output={path}', '--from-code=UTF-8', '--files-from=po/POTFILES', '--package-name=hearth',
                    *(f'--keyword={keyword}' for keyword in KEYWORDS)], cwd=root, check=True, stderr=subprocess.DEVNULL)


def translate(text):
    """Accented, longer, and bracketed."""
    if text.endswith('\\n'):
        return f'{translate(text[:-2])}\\n'
    words = ''.join(part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in KEPT.split(text))
    # Short texts grow more than sentences do; and by words, which can go into the next line.
    growth = max(3, len(text) * (2 if len(text) < 50 else 1) // 5)
    tail = ' '.join('~' * min(5, growth - i) for i in range(0, growth, 5))
    return f'[{words} {tail}]'


def make_language(template):
    """The template with every msgstr filled in; a message may go over several lines."""
    lines = []
    fields = {}
    field = None

    def finish():
        if 'msgid' not in fields:
            return
        if fields['msgid'] == '':
            header = 'Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n'
            lines.append(f'msgstr "{header}"')
        elif 'msgid_plural' in fields:
            lines.append(f'msgstr[0] "{translate(fields["msgid"])}"')
            lines.append(f'msgstr[1] "{translate(fields["msgid_plural"])}"')
        else:
            lines.append(f'msgstr "{translate(fields["msgid"])}"')
        fields.clear()

    for line in template.splitlines():
        if line.startswith(('#', 'msgctxt')) or not line:
            finish()
            lines.append(line)
            field = None
        elif match := re.match(r'(msgid|msgid_plural|msgstr\S*) "(.*)"$', line):
            field = match[1]
            fields[field] = match[2]
            if not field.startswith('msgstr'):
                lines.append(line)
        elif match := re.match(r'"(.*)"$', line):
            fields[field] += match[1]
            if not field.startswith('msgstr'):
                lines.append(line)
    finish()
    return '\n'.join(lines) + '\n'


def main():
    root, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory(prefix='hearth-language-') as folder:
        folder = pathlib.Path(folder)
        messages = folder / LANGUAGE / 'LC_MESSAGES'
        messages.mkdir(parents=True)
        make_template(root, folder / 'hearth.pot')
        (folder / 'xx.po').write_text(make_language((folder / 'hearth.pot').read_text(encoding='utf-8')), encoding='utf-8')
        subprocess.run(['msgfmt', '--check-format', '-o', messages / 'hearth.mo', folder / 'xx.po'], check=True)
        subprocess.run(['localedef', '-i', LOCALE.split('.')[0], '-f', 'UTF-8', folder / LOCALE], check=True)
        environment = os.environ | {'LOCPATH': str(folder), 'LC_ALL': LOCALE, 'LANGUAGE': LANGUAGE, 'HEARTH_TEST_LOCALES': str(folder)}
        return subprocess.run([program], env=environment, check=False).returncode


if __name__ == '__main__':
    sys.exit(main())
