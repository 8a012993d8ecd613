#!/usr/bin/env python3
"""The signalling server goes away and comes back: the call does not need it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sys

from fault import await_notice, await_picture, check, check_all_alive, run


def server_killed_and_back(scene):
    server = scene.server()
    settings = {'server': f"'{server.address}'"}
    host, guest = scene.person(settings=settings), scene.person(settings=settings)
    late = scene.person(settings=settings)
    link = host.create()
    check(link.startswith(server.address), f'the room is not on the server but at {link.split("#")[0]}')
    guest.join(link)
    await_picture(host, guest)
    await_picture(guest, host)

    server.kill()
    await_notice(host, 'server-lost', timeout=20)
    host.await_text('The server is away. The call goes on.')
    await_picture(host, guest, host.events.position)
    await_picture(guest, host, guest.events.position)

    server.start()
    await_notice(host, 'server-back', timeout=40)
    late.join(link)
    await_picture(late, host)
    await_picture(guest, late)
    check_all_alive(host, guest, late)


if __name__ == '__main__':
    sys.exit(run(server_killed_and_back))
