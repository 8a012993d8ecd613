/* Devices of the laboratory that a test plugs and unplugs itself, PipeWire killed and restarted, and waiting without sleeping.
 *
 * Everything here spins the default main context while it waits, and fails the test when what it waits for does not come. Main
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LabDevice LabDevice;

typedef gboolean (*LabCondition) (gpointer data);

/** lab_await: Spins the main context until @condition is true; for at most @timeout_ms. Returns: milliseconds it took, or -1. */
int        lab_await            (LabCondition  condition,
                                 gpointer      data,
                                 int           timeout_ms);

/** lab_expect: The same, and fails otherwise. @promise_ms: on a computer with nothing else to do; the tests' may be busy. */
void       lab_expect           (LabCondition  condition,
                                 gpointer      data,
                                 int           promise_ms);

/** lab_spin: Spins the main context for so long: for what must *not* happen, and to let media flow. */
void       lab_spin             (int           ms);

/** lab_device_plug: @program: "vcam", "vmic" or "vscreen"; returns once applications can see the node. */
LabDevice *lab_device_plug      (const char   *program,
                                 const char   *node);

/** lab_device_plug_jpeg: A camera that only speaks JPEG and always shows the still of lab-jpeg.h. */
LabDevice *lab_device_plug_jpeg (const char   *node);
void       lab_device_unplug    (LabDevice    *self);

/** lab_device_is_on: Whether a camera's light is on, as the camera itself sees it. */
gboolean   lab_device_is_on     (LabDevice    *self);

/** lab_pipewire_signal: To the PipeWire that this session uses. */
void       lab_pipewire_signal  (int           number);

/** lab_pipewire_restart: After SIGKILL: starts PipeWire and its session manager and returns once they work. */
void       lab_pipewire_restart (void);

/** lab_n_descriptors, lab_n_threads: Of this process. */
guint      lab_n_descriptors    (void);
guint      lab_n_threads        (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabDevice, lab_device_unplug)

G_END_DECLS
