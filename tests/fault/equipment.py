#!/usr/bin/env python3
"""People choose another camera and microphone in the menus beside the switches, which is remembered; and save a still of somebody, who is
told.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import subprocess
import sys
import time

from fault import await_notice, await_picture, await_sound, check, check_all_alive, check_gone, run

# As in src/app/picture-stamp.h.
CELLS, ROWS = 32, 18
UNIT_SECONDS, TIME_BITS = 1e-4, 24

SOUND, CAMERA = 'Choose microphone and speaker', 'Choose a camera'


def read_settings(person):
    return (person.desktop.directory / 'config' / 'glib-2.0' / 'settings' / 'keyfile').read_text(encoding='utf-8')


def choose_other_devices(scene):
    """They are used at once, and again after the program was ended; what is done to the sound belongs to that microphone alone."""
    host, guest = scene.call()
    second = guest.plug_camera('second', 'Second Camera', seed=7)
    guest.plug_microphone('headset', 'Quiet Headset')
    guest.press(CAMERA)
    guest.press('Second Camera')
    second.expect('on 640x360')
    guest.desktop.process('camera').expect('off')
    await_picture(host, guest, host.events.position)
    guest.press(CAMERA)

    guest.press(SOUND)
    guest.press('Quiet Headset')
    guest.press('Music')
    await_sound(host, guest, host.events.position)
    settings = read_settings(guest)
    for line in ("camera='second'", "microphone='headset'", "voice-processing=[('headset', "):
        check(line in settings, f'no {line} in the settings:\n{settings}')

    # The menu covers nothing that is needed: the window is closed with it.
    guest.press(SOUND)
    guest.close_window()
    since = guest.press('Leave Call')
    check_gone(guest, since)
    link = host.events.wait_for('link', 5)['link']
    guest.join(link)
    second.expect('on 640x360')
    await_picture(host, guest, host.events.position)
    await_sound(host, guest, host.events.position)
    check(read_settings(guest).count("('headset', ") == 1, 'another microphone is remembered as well')
    check_all_alive(host, guest)


def check_sum(units):
    crc = 0xa5
    for shift in (16, 8, 0):
        crc ^= units >> shift & 0xff
        for _ in range(8):
            crc = (crc << 1 ^ (0x07 if crc & 0x80 else 0)) & 0xff
    return crc


def read_still(path):
    """Width, height, and how many seconds ago the virtual camera took it."""
    data = subprocess.run(['convert', path, '-depth', '8', 'pgm:-'], check=True, capture_output=True).stdout
    magic, size, depth, pixels = data.split(b'\n', 3)
    check((magic, depth) == (b'P5', b'255'), f'no picture: {magic} {depth}')
    width, height = map(int, size.split())
    middle = height // ROWS // 2 * width
    cells = [pixels[middle + (2 * i + 1) * width // (2 * CELLS)] > 127 for i in range(CELLS)]
    stamp = int(''.join('1' if cell else '0' for cell in cells), 2)
    check(check_sum(stamp >> 8) == stamp & 0xff, f'the stamp {stamp:08x} is damaged')
    behind = (int(time.monotonic() / UNIT_SECONDS) - (stamp >> 8)) % (1 << TIME_BITS)
    return width, height, behind * UNIT_SECONDS


def save_a_still(scene):
    """As large as it came, whatever size it is drawn at, and of the moment of the click; told to whom it concerns."""
    host, guest = scene.person(), scene.person()
    pictures = host.desktop.directory / 'pictures'
    pictures.mkdir()
    (host.desktop.directory / 'config' / 'user-dirs.dirs').write_text(f'XDG_PICTURES_DIR="{pictures}"\n', encoding='utf-8')
    guest.join(host.create())
    await_picture(host, guest)
    host.press('Who is here: 2 people')
    host.press(f'More for {guest.name}')
    clicked = host.press('Save a Picture…')
    host.await_text(f'{guest.name} 20')
    with guest.sees(f'{host.name} took a picture of you'):
        host.press('Save')
        await_notice(guest, 'picture-taken')
    host.await_text(f'The picture is saved, and {guest.name} is told')
    stills = list(pathlib.Path(pictures).iterdir())
    check(len(stills) == 1 and stills[0].suffix == '.png', f'saved are {stills}')
    width, height, age = read_still(stills[0])
    taken = time.monotonic() - age
    check((width, height) == (640, 360), f'it is {width}×{height}')
    check(-5 < taken - clicked < 1, f'it was taken {taken - clicked:.2f} s after the click')
    check(host.events.all('notice') == [] or all(line['notice'] != 'picture-taken' for line in host.events.all('notice')),
          'the one who saved it was told')
    check_all_alive(host, guest)


if __name__ == '__main__':
    sys.exit(run(choose_other_devices, save_a_still))
