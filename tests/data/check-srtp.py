#!/usr/bin/env python3
"""Which cryptography the libsrtp has that GStreamer's plugin really loads: in the build root it must be OpenSSL's, five times cheaper
than the NSS that Debian chose (build-aux/libsrtp-hook). Elsewhere it is whatever the distribution has, and this only says so.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import re
import subprocess
import sys

MADE_BY_DEV = pathlib.Path('/var/lib/hearth')


def get_output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def find_srtp():
    """The file that the dynamic linker takes for the plugin, and what that file needs."""
    plugins = get_output('pkg-config', '--variable=pluginsdir', 'gstreamer-1.0').strip()
    library = re.search(r'libsrtp2\S* => (\S+)', get_output('ldd', f'{plugins}/libgstsrtp.so')).group(1)
    return library, re.findall(r'NEEDED\s+(\S+)', get_output('objdump', '--private-headers', library))


def main():
    library, needed = find_srtp()
    on_openssl = any(name.startswith('libcrypto.so') for name in needed)
    print('1..1')
    if on_openssl:
        print(f'ok 1 - {library} is built on OpenSSL')
    elif MADE_BY_DEV.is_dir():
        print(f'not ok 1 - {library} is built on {", ".join(needed)}; see build-aux/libsrtp-hook')
    else:
        print(f'ok 1 - OpenSSL under libsrtp # SKIP {library} is this system\'s own')
    return 0 if on_openssl or not MADE_BY_DEV.is_dir() else 1


if __name__ == '__main__':
    sys.exit(main())
