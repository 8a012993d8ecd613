#!/usr/bin/env python3
"""Cameras, microphones and the sound system that come and go during a call.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sys

from fault import await_no_picture, await_notice, await_picture, await_sound, check_all_alive, run


def camera_unplugged_and_replugged(scene):
    host, guest = scene.call()
    position = host.events.position
    with guest.sees('Virtual Camera is gone.'):
        guest.desktop.unplug('camera')
        await_notice(guest, 'device-lost')
    await_no_picture(host, guest, position)
    position = host.events.position
    with guest.sees('Virtual Camera is back'):
        guest.plug_camera()
        await_notice(guest, 'device-returned')
    await_picture(host, guest, position)
    check_all_alive(host, guest)


def second_camera_takes_over(scene):
    """The one in use is unplugged; the picture goes on with the other, and returns to the chosen one when that is back."""
    host, guest = scene.call({'camera': "'camera'"})
    second = guest.plug_camera('second', 'Second Camera', seed=7)
    with guest.sees('Now using Second Camera'):
        guest.desktop.unplug('camera')
        await_notice(guest, 'device-replaced')
    second.expect('on 640x360')
    await_picture(host, guest, host.events.position)
    first = guest.plug_camera()
    await_notice(guest, 'device-returned')
    first.expect('on 640x360')
    second.expect('off')
    await_picture(host, guest, host.events.position)
    check_all_alive(host, guest)


def camera_off_lets_go_of_it(scene):
    """Switched off, the camera's light goes out and the others see that it is off."""
    host, guest = scene.call()
    camera = guest.desktop.process('camera')
    position = host.events.position
    guest.press('Camera on')
    camera.expect('off')
    host.events.wait_for('sample', 5, lambda line: not line['people'][0]['camera_on'], position)
    guest.press('Camera off')
    camera.expect('on 640x360')
    await_picture(host, guest, host.events.position)
    check_all_alive(host, guest)


def microphone_unplugged_and_replugged(scene):
    host, guest = scene.call()
    await_sound(host, guest)
    with guest.sees('Virtual Microphone is gone.'):
        guest.desktop.unplug('microphone')
        await_notice(guest, 'device-lost')
    guest.plug_microphone()
    await_notice(guest, 'device-returned')
    await_sound(host, guest, host.events.position)
    check_all_alive(host, guest)


def pipewire_restarted(scene):
    host, guest = scene.call()
    await_sound(host, guest)
    with guest.sees('The sound system has stopped.'):
        guest.desktop.kill_pipewire()
        await_notice(guest, 'sound-lost')
    guest.desktop.start_pipewire()
    guest.plug_camera()
    guest.plug_microphone()
    await_picture(host, guest, host.events.position)
    await_sound(host, guest, host.events.position)
    await_sound(guest, host, guest.events.position)
    check_all_alive(host, guest)


def nothing_plugged_in(scene):
    """Joining without camera and microphone works, and they may come later."""
    host, guest = scene.person(), scene.person(camera=False, microphone=False)
    guest.join(host.create())
    await_picture(guest, host)
    await_sound(guest, host)
    check_all_alive(host, guest)


if __name__ == '__main__':
    sys.exit(run(camera_unplugged_and_replugged, second_camera_takes_over, camera_off_lets_go_of_it,
                 microphone_unplugged_and_replugged, pipewire_restarted, nothing_plugged_in))
