#!/usr/bin/env python3
"""People choose and try another camera and microphone in the menus beside the switches, which is remembered for each; and save a still of
somebody, who is told.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import array
import math
import pathlib
import subprocess
import sys
import time

from fault import await_notice, await_picture, await_sound, check, check_all_alive, check_gone, run, until

# As in src/app/picture-stamp.h.
CELLS, ROWS = 32, 18
UNIT_SECONDS, TIME_BITS = 1e-4, 24

# As in src/media/chime.c; what is heard of each of the three in a slice of so many samples, of full scale.
TEST_HERTZ = (523.25, 659.26, 783.99)
SILENT_HERTZ = (587.33, 698.46)
LOUDNESS = 0.02
LISTEN_SECONDS = 2
SLICE = 9600

SOUND, CAMERA = 'Choose microphone and speaker', 'Choose a camera'


def read_settings(person):
    return (person.desktop.directory / 'config' / 'glib-2.0' / 'settings' / 'keyfile').read_text(encoding='utf-8')


def look_at_settings(person, *lines):
    """They are written a moment after they were changed."""
    until(f'not all of {lines} is in the settings', lambda: all(line in read_settings(person) for line in lines))


# --- Trying ---------------------------------------------------------------------------------------------------------------


def find_menu(person):
    """The X window of the menu that is open: large enough to be one, smaller than the program's own."""
    def run_xdotool(*arguments):
        return subprocess.run(['xdotool', *arguments], env=person.desktop.environment, capture_output=True, text=True, check=False).stdout
    for window in run_xdotool('search', '--onlyvisible', '--name', '.*').split():
        geometry = dict(line.split('=') for line in run_xdotool('getwindowgeometry', '--shell', window).splitlines())
        if 200 <= int(geometry.get('WIDTH', 0)) <= 500:
            return window
    return None


def read_preview(person):
    """The mean colour of what the camera's menu shows, right below the stamp, where the wall is: red, green, blue of 255."""
    def look():
        menu = find_menu(person)
        return menu and subprocess.run(
            ['import', '-window', menu, '-crop', '60x60+230+45', '-resize', '1x1!', '-depth', '8', 'rgb:-'],
            env=person.desktop.environment, capture_output=True, check=False).stdout
    return tuple(until('no preview', look))


def differ(one, other):
    return max(abs(a - b) for a, b in zip(one, other)) > 25


def press_and_listen(person, name, *frequencies):
    """Returns how loud tones of these frequencies are that the speaker plays in the seconds after the button was pressed."""
    path = person.desktop.directory / 'heard.raw'
    person.desktop.spawn('recorder', [
        'pw-record', '-P', '{ stream.capture.sink=true }', '--target', 'speaker', '--format', 's16', '--rate', '48000', '--channels', '2',
        '--raw', path])
    until('nothing is recorded', lambda: path.exists() and path.stat().st_size > 0)
    person.press(name)
    enough = path.stat().st_size + LISTEN_SECONDS * 48000 * 4
    until('the recording ends', lambda: path.stat().st_size >= enough)
    person.desktop.end('recorder')
    left = array.array('h', path.read_bytes()[:enough // 4 * 4])[::2]
    return [max(amplitude(left[i:i + SLICE], hertz) for i in range(0, len(left) - SLICE, SLICE // 2)) for hertz in frequencies]


def amplitude(samples, hertz):
    step = 2 * math.pi * hertz / 48000
    real = sum(sample * math.cos(step * i) for i, sample in enumerate(samples))
    imaginary = sum(sample * math.sin(step * i) for i, sample in enumerate(samples))
    return 2 * math.hypot(real, imaginary) / len(samples) / 32768


def try_devices(scene):
    """The camera's menu shows what the chosen one sees; the microphone's how loud it is, also of another one; and the speaker is heard."""
    person = scene.person()
    person.create()
    person.plug_camera('second', 'Second Camera', seed=7)
    person.press(CAMERA)
    person.await_text('Second Camera')
    first = until('there is no picture', lambda: (colour := read_preview(person)) and not differ(colour, read_preview(person)) and colour)
    person.press('Second Camera')
    until('the preview shows the same camera', lambda: differ(read_preview(person), first))
    person.press('Virtual Camera')
    until('the preview does not show the first camera again', lambda: not differ(read_preview(person), first))
    person.press(CAMERA)

    person.press(SOUND)
    person.await_moving('Microphone level')
    person.plug_microphone('headset', 'Loud Headset')
    person.press('Loud Headset')
    person.await_moving('Microphone level')
    heard = press_and_listen(person, 'Test Sound', *TEST_HERTZ, *SILENT_HERTZ)
    check(min(heard[:3]) > LOUDNESS, f'the test sound is not heard: {heard}')
    check(min(heard[:3]) > 2 * max(heard[3:]), f'it is noise: {heard}')
    check_all_alive(person)


# --- Choosing -------------------------------------------------------------------------------------------------------------


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
    for name in 'Reduce Noise', 'Even Out Loudness':
        check(guest.is_on(name), f'"{name}" is off from the beginning')
        guest.press(name)
        until(f'"{name}" stays on', lambda name=name: not guest.is_on(name))
    guest.press('Virtual Microphone')
    until('the first microphone got what was done for the second', lambda: guest.is_on('Reduce Noise') and guest.is_on('Even Out Loudness'))
    check(not guest.is_on('Remove Echo') and not guest.is_on('Music'), 'what nobody touched is on')
    guest.press('Quiet Headset')
    until('it is forgotten', lambda: not guest.is_on('Reduce Noise'))
    guest.press('Music')
    until('there is no music', lambda: guest.is_on('Music'))
    await_sound(host, guest, host.events.position)
    look_at_settings(guest, "camera='second'", "camera-name='Second Camera'", "microphone='headset'", "microphone-name='Quiet Headset'",
                     "voice-processing=[('headset', ")
    leave(guest)

    link = host.events.wait_for('link', 5)['link']
    guest.join(link)
    second.expect('on 640x360')
    await_picture(host, guest, host.events.position)
    await_sound(host, guest, host.events.position)
    guest.press(SOUND)
    check(guest.is_on('Quiet Headset') and guest.is_on('Music'), 'the headset, or what is done to its sound, is forgotten')
    check(read_settings(guest).count("('headset', ") == 1, 'something else is remembered as well')
    guest.press(SOUND)
    leave(guest)

    # The chosen one is away when the program starts: it says so, and the system can be followed all the same.
    guest.desktop.unplug('second')
    guest.join(link)
    await_picture(host, guest, host.events.position)
    guest.press(CAMERA)
    guest.await_text('Not available')
    check(guest.is_on('Second Camera'), 'another one is chosen')
    guest.press('Follow the System (Virtual Camera)')
    look_at_settings(guest, "camera=''")
    check_all_alive(host, guest)


def leave(person):
    person.close_window()
    check_gone(person, person.press('Leave Call'))


# --- Stills ---------------------------------------------------------------------------------------------------------------


def check_sum(units):
    crc = 0xa5
    for shift in (16, 8, 0):
        crc ^= units >> shift & 0xff
        for _ in range(8):
            crc = (crc << 1 ^ (0x07 if crc & 0x80 else 0)) & 0xff
    return crc


def read_still(path):
    """Width, height, and when the virtual camera took it, as time.monotonic() does."""
    data = subprocess.run(['convert', path, '-depth', '8', 'pgm:-'], check=True, capture_output=True).stdout
    magic, size, depth, pixels = data.split(b'\n', 3)
    check((magic, depth) == (b'P5', b'255'), f'no picture: {magic} {depth}')
    width, height = map(int, size.split())
    middle = height // ROWS // 2 * width
    cells = [pixels[middle + (2 * i + 1) * width // (2 * CELLS)] > 127 for i in range(CELLS)]
    stamp = int(''.join('1' if cell else '0' for cell in cells), 2)
    check(check_sum(stamp >> 8) == stamp & 0xff, f'the stamp {stamp:08x} is damaged')
    now = time.monotonic()
    behind = (int(now / UNIT_SECONDS) - (stamp >> 8)) % (1 << TIME_BITS)
    return width, height, now - behind * UNIT_SECONDS


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
    width, height, taken = read_still(stills[0])
    check((width, height) == (640, 360), f'it is {width}×{height}')
    check(-5 < taken - clicked < 1, f'it was taken {taken - clicked:.2f} s after the click')
    check(all(line['notice'] != 'picture-taken' for line in host.events.all('notice')), 'the one who saved it was told')
    check_all_alive(host, guest)


if __name__ == '__main__':
    sys.exit(run(try_devices, choose_other_devices, save_a_still))
