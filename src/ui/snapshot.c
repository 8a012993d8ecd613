/* A still of somebody's picture, saved: see the header.
 *
 *   click ─▶ the frame, kept ─▶ where to? ─▶ PNG, on a thread ─▶ file, atomically ─▶ they are told
 *
 * Whoever leaves before it is being written could not be told, and it is not saved. Where telling them fails at the very end,
 * that is said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/snapshot.h"

#include <glib/gi18n.h>

#include "base/main-thread.h"
#include "ui/sentences.h"
#include "ui/snapshot-name.h"

/* From the click to the end; counted by g_rc_box. */
typedef struct
{
  GWeakRef window;
  HearthCall *call;
  HearthParticipant *participant;
  HearthPictureKind kind;
  HearthVideoFrame *frame;
  GFile *file; /* nullable: not chosen yet */
  GCancellable *cancellable;
  gulong state_handler;  /* both are what can stop it: 0 once it is being written */
  gulong people_handler;
} Snapshot;

/* What stands in a file already is not taken back. */
static void
let_nothing_stop (Snapshot *self)
{
  g_clear_signal_handler (&self->state_handler, self->call);
  g_clear_signal_handler (&self->people_handler, hearth_call_get_participants (self->call));
}

static void
snapshot_clear (gpointer data)
{
  Snapshot *self = data;

  let_nothing_stop (self);
  g_weak_ref_clear (&self->window);
  hearth_video_frame_unref (self->frame);
  g_object_unref (self->participant);
  g_object_unref (self->call);
  g_object_unref (self->cancellable);
  g_clear_object (&self->file);
}

static void
snapshot_unref (gpointer data)
{
  g_rc_box_release_full (data, snapshot_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Snapshot, snapshot_unref)

static void
say (Snapshot   *self,
     const char *sentence)
{
  g_autoptr (HearthWindow) window = g_weak_ref_get (&self->window);

  if (window != NULL)
    hearth_window_say (window, sentence);
}

static void
on_state_changed (HearthCall *call,
                  GParamSpec *pspec,
                  Snapshot   *self)
{
  if (!hearth_call_state_is_inside (hearth_call_get_state (call)))
    g_cancellable_cancel (self->cancellable);
}

static void
fail (Snapshot     *self,
      const GError *error)
{
  g_debug ("A picture is not saved: %s", error->message);
  if (!g_cancellable_is_cancelled (self->cancellable))
    say (self, hearth_sentence_for_unsaved (error));
}

static gboolean
is_here (Snapshot *self)
{
  GListModel *participants = hearth_call_get_participants (self->call);

  for (guint i = 0; i < g_list_model_get_n_items (participants); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, i);

      if (participant == self->participant)
        return TRUE;
    }

  return FALSE;
}

/* @format: with one %s, for their name */
static void
say_of_person (Snapshot   *self,
               const char *format)
{
  g_autofree char *name = hearth_sentence_isolate (hearth_participant_get_name (self->participant));
  g_autoptr (GString) sentence = g_string_new (format);

  g_string_replace (sentence, "%s", name, 1);
  say (self, sentence->str);
}

/* At the end of a call everybody goes, one after the other, which is told otherwise. */
static void
say_that_they_left (gpointer target,
                    gpointer data)
{
  if (hearth_call_state_is_inside (hearth_call_get_state (HEARTH_CALL (target))))
    /* Translators: %s is a person's name: a picture of them was to be saved when they left */
    say_of_person (data, _("%s has left and cannot be told, so the picture is not saved"));
}

static void
on_people_changed (GListModel *people,
                   guint       position,
                   guint       n_removed,
                   guint       n_added,
                   Snapshot   *self)
{
  if (n_removed == 0 || g_cancellable_is_cancelled (self->cancellable) || is_here (self))
    return;

  hearth_main_thread_post (self->call, say_that_they_left, g_rc_box_acquire (self), snapshot_unref);
  g_cancellable_cancel (self->cancellable);
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Snapshot) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean told;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      fail (self, error);
      return;
    }

  told = is_here (self) && hearth_call_tell_snapshot (self->call, self->participant, self->kind);
  if (hearth_participant_is_self (self->participant))
    say (self, _("The picture is saved"));
  else if (told)
    /* Translators: %s is a person's name: they are told that a still of their picture was saved */
    say_of_person (self, _("The picture is saved, and %s is told"));
  else
    /* Translators: %s is a person's name: they do not get to know that a still of their picture was saved */
    say_of_person (self, _("The picture is saved, but %s could not be told"));
}

static void
on_encoded (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Snapshot) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = g_task_propagate_pointer (G_TASK (result), &error);
  GFile *file = self->file;

  if (png == NULL)
    {
      fail (self, error);
      return;
    }

  let_nothing_stop (self);
  /* The old file stays until the new one is whole. */
  g_file_replace_contents_bytes_async (file, png, NULL, FALSE, G_FILE_CREATE_NONE, NULL, on_written, g_steal_pointer (&self));
}

static void
encode_on_worker_thread (GTask        *task,
                         gpointer      source,
                         gpointer      task_data,
                         GCancellable *cancellable)
{
  const HearthVideoFrame *frame = task_data;
  g_autoptr (GdkMemoryTextureBuilder) builder = gdk_memory_texture_builder_new ();
  g_autoptr (GdkTexture) texture = NULL;
  GBytes *png;

  gdk_memory_texture_builder_set_bytes (builder, hearth_video_frame_get_pixels (frame));
  gdk_memory_texture_builder_set_format (builder, GDK_MEMORY_B8G8R8X8);
  gdk_memory_texture_builder_set_width (builder, hearth_video_frame_get_width (frame));
  gdk_memory_texture_builder_set_height (builder, hearth_video_frame_get_height (frame));
  gdk_memory_texture_builder_set_stride (builder, hearth_video_frame_get_stride (frame));
  texture = gdk_memory_texture_builder_build (builder);
  png = gdk_texture_save_to_png_bytes (texture);
  if (png != NULL)
    g_task_return_pointer (task, png, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_FAILED, "No PNG");
}

static void
on_place_chosen (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (Snapshot) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  GCancellable *cancellable = self->cancellable;
  HearthVideoFrame *frame = self->frame;

  self->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  if (self->file == NULL)
    {
      /* Whoever closes the question wants none. */
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
          && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
        fail (self, error);
      return;
    }

  task = g_task_new (NULL, cancellable, on_encoded, g_steal_pointer (&self));
  g_task_set_source_tag (task, hearth_snapshot_take);
  g_task_set_task_data (task, hearth_video_frame_ref (frame), (GDestroyNotify) hearth_video_frame_unref);
  g_task_run_in_thread (task, encode_on_worker_thread);
}

static void
ask_for_place (Snapshot *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = hearth_snapshot_name (hearth_participant_get_name (self->participant), now);
  g_autoptr (HearthWindow) window = g_weak_ref_get (&self->window);
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);

  gtk_file_filter_set_name (filter, _("PNG Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _("Save the Picture"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_initial_name (dialog, name);
  if (pictures != NULL)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (pictures);

      gtk_file_dialog_set_initial_folder (dialog, folder);
    }
  gtk_file_dialog_save (dialog, GTK_WINDOW (window), self->cancellable, on_place_chosen, self);
}

void
hearth_snapshot_take (HearthWindow      *window,
                      HearthCall        *call,
                      HearthParticipant *participant,
                      HearthPictureKind  kind)
{
  HearthPicture *picture;
  HearthVideoFrame *frame;
  Snapshot *self;

  g_return_if_fail (HEARTH_IS_WINDOW (window));
  g_return_if_fail (HEARTH_IS_CALL (call));
  g_return_if_fail (HEARTH_IS_PARTICIPANT (participant));
  g_return_if_fail (kind < HEARTH_N_PICTURE_KINDS);

  picture = kind == HEARTH_PICTURE_SHARE ? hearth_participant_get_share (participant) : hearth_participant_get_camera (participant);
  frame = picture != NULL ? hearth_frame_mailbox_get_frame (hearth_picture_get_mailbox (picture)) : NULL;
  if (frame == NULL)
    {
      hearth_window_say (window, _("There is no picture to save at the moment"));
      return;
    }

  self = g_rc_box_new0 (Snapshot);
  g_weak_ref_init (&self->window, window);
  self->call = g_object_ref (call);
  self->participant = g_object_ref (participant);
  self->kind = kind;
  self->frame = hearth_video_frame_dup_original (frame);
  self->cancellable = g_cancellable_new ();
  self->state_handler = g_signal_connect (call, "notify::state", G_CALLBACK (on_state_changed), self);
  self->people_handler = g_signal_connect (hearth_call_get_participants (call), "items-changed", G_CALLBACK (on_people_changed), self);
  ask_for_place (self);
}

void
hearth_snapshot_take_large (HearthWindow   *window,
                            HearthCall     *call,
                            HearthCallPage *page)
{
  HearthPictureKind kind;
  HearthParticipant *participant = hearth_call_page_get_large (page, &kind);

  g_return_if_fail (HEARTH_IS_WINDOW (window));

  if (participant != NULL)
    hearth_snapshot_take (window, call, participant, kind);
  else
    hearth_window_say (window, _("Pin somebody first, or use the menu of their picture"));
}
