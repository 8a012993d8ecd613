/* What opens beside the microphone's switch: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/sound-menu.h"

#include <adwaita.h>

#include "ui/device-list.h"
#include "ui/input-meter.h"
#include "ui/menu-height.h"

#define N_SWITCHES 4

struct _HearthSoundMenu
{
  GtkPopover parent_instance;

  GtkScrolledWindow *scroller;
  HearthCall *call;
  gboolean refreshing; /* changes of the switches are ours */

  HearthDeviceList *microphones;
  HearthInputMeter *meter;
  HearthDeviceList *speakers;
  AdwSwitchRow *echo;
  AdwSwitchRow *noise;
  AdwSwitchRow *gain;
  AdwSwitchRow *music;
};

G_DEFINE_FINAL_TYPE (HearthSoundMenu, hearth_sound_menu, GTK_TYPE_POPOVER)

static const HearthVoiceProcessing bits[N_SWITCHES] = {
  HEARTH_VOICE_PROCESSING_ECHO, HEARTH_VOICE_PROCESSING_NOISE, HEARTH_VOICE_PROCESSING_GAIN, HEARTH_VOICE_PROCESSING_MUSIC,
};

static AdwSwitchRow *
get_switch (HearthSoundMenu *self,
            guint            i)
{
  AdwSwitchRow *const switches[N_SWITCHES] = { self->echo, self->noise, self->gain, self->music };

  return switches[i];
}

/* (nullable): the one in use, whoever chose it */
static const char *
get_microphone (HearthSoundMenu *self)
{
  HearthDevice *device = hearth_call_get_device (self->call, HEARTH_DEVICE_MICROPHONE);

  return device != NULL ? hearth_device_get_id (device) : NULL;
}

static void
refresh (HearthSoundMenu *self)
{
  const char *microphone = get_microphone (self);
  guint processing = hearth_settings_get_voice (hearth_call_get_settings (self->call), microphone);
  gboolean music = (processing & HEARTH_VOICE_PROCESSING_MUSIC) != 0;

  self->refreshing = TRUE;
  for (guint i = 0; i < N_SWITCHES; i++)
    {
      AdwSwitchRow *row = get_switch (self, i);

      adw_switch_row_set_active (row, (processing & bits[i]) != 0);
      /* Of music nothing is changed, whatever the others say. */
      gtk_widget_set_sensitive (GTK_WIDGET (row), microphone != NULL && (!music || row == self->music));
    }
  self->refreshing = FALSE;
}

static void
on_switched (HearthSoundMenu *self)
{
  const char *microphone = get_microphone (self);
  guint processing = HEARTH_VOICE_PROCESSING_NONE;

  if (self->refreshing || microphone == NULL)
    return;

  for (guint i = 0; i < N_SWITCHES; i++)
    if (adw_switch_row_get_active (get_switch (self, i)))
      processing |= bits[i];
  hearth_settings_set_voice (hearth_call_get_settings (self->call), microphone, (HearthVoiceProcessing) processing);
}

static void
on_test (HearthSoundMenu *self)
{
  hearth_call_test_speaker (self->call);
}

static void
on_device_changed (HearthSoundMenu *self,
                   int              kind)
{
  if (kind == HEARTH_DEVICE_MICROPHONE)
    refresh (self);
}

static void
hearth_sound_menu_dispose (GObject *object)
{
  HearthSoundMenu *self = HEARTH_SOUND_MENU (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_SOUND_MENU);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_sound_menu_parent_class)->dispose (object);
}

static void
hearth_sound_menu_class_init (HearthSoundMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_sound_menu_dispose;

  g_type_ensure (HEARTH_TYPE_DEVICE_LIST);
  g_type_ensure (HEARTH_TYPE_INPUT_METER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/sound-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthSoundMenu, scroller);
  gtk_widget_class_bind_template_child (widget_class, HearthSoundMenu, microphones);
  gtk_widget_class_bind_template_child (widget_class, HearthSoundMenu, meter);
  gtk_widget_class_bind_template_child (widget_class, HearthSoundMenu, speakers);
  gtk_widget_class_bind_template_child (widget_class, HearthSoundMenu, echo);
  gtk_widget_class_bind_template_child (widget_class, HearthSoundMenu, noise);
  gtk_widget_class_bind_template_child (widget_class, HearthSoundMenu, gain);
  gtk_widget_class_bind_template_child (widget_class, HearthSoundMenu, music);
  gtk_widget_class_bind_template_callback (widget_class, on_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_test);
}

static void
hearth_sound_menu_init (HearthSoundMenu *self)
{
  /* Before the template: its switches speak up while they are made. */
  self->refreshing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  hearth_menu_height_follow (GTK_POPOVER (self), self->scroller);
}

GtkWidget *
hearth_sound_menu_new (HearthCall *call)
{
  HearthSoundMenu *self;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  self = g_object_new (HEARTH_TYPE_SOUND_MENU, NULL);
  self->call = g_object_ref (call);
  hearth_device_list_bind (self->microphones, call, HEARTH_DEVICE_MICROPHONE);
  hearth_device_list_bind (self->speakers, call, HEARTH_DEVICE_SPEAKER);
  hearth_input_meter_bind (self->meter, call);
  g_signal_connect_object (call, "device-changed", G_CALLBACK (on_device_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_settings (call), "voice-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);

  return GTK_WIDGET (self);
}
